package io.rtftp.itests.karaf.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Runs {@link InContainer} methods inside Karaf, and the others where JUnit runs. */
final class KarafExtension implements BeforeAllCallback, InvocationInterceptor {

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        karaf(context).bring(context.getRequiredTestClass());
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        if (isInside(context)) {
            invocation.skip();
            karaf(context).run(test.getExecutable());
        } else {
            invocation.proceed();
        }
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        unlessInside(invocation, context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        unlessInside(invocation, context);
    }

    private static void unlessInside(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
        if (isInside(context)) {
            invocation.skip();
        } else {
            invocation.proceed();
        }
    }

    private static boolean isInside(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(InContainer.class);
    }

    private static RunningKaraf karaf(ExtensionContext context) {
        Ground ground =
                context.getRequiredTestClass().getAnnotation(KarafTest.class).value();
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(KarafExtension.class))
                .getOrComputeIfAbsent(ground, KarafExtension::start, RunningKaraf.class);
    }

    private static RunningKaraf start(Ground ground) {
        try {
            return RunningKaraf.start(ground);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start " + ground, failure);
        }
    }
}
