package io.rtftp.itests.karaf.driver;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.ops4j.pax.exam.TestContainerException;
import org.osgi.framework.Bundle;

/**
 * Runs one test method inside Karaf.
 *
 * @param probe the bundle the test is in
 * @param testClass the name of its class
 */
record ProbeRun(Bundle probe, String testClass) {

    /** Runs it; whatever goes wrong travels out in the exception. */
    void run(String testMethod) {
        try {
            Class<?> type = probe.loadClass(testClass);
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object test = constructor.newInstance();
            try {
                invoke(test, annotated(BeforeEach.class));
                invoke(test, method -> method.getName().equals(testMethod));
            } finally {
                invoke(test, annotated(AfterEach.class));
            }
        } catch (InvocationTargetException failure) {
            Throwable cause = failure.getCause();
            throw portable(cause == null ? failure : cause);
        } catch (ReflectiveOperationException failure) {
            throw portable(failure);
        }
    }

    private static Predicate<Method> annotated(Class<? extends Annotation> annotation) {
        return method -> method.isAnnotationPresent(annotation);
    }

    private static void invoke(Object test, Predicate<Method> which) throws ReflectiveOperationException {
        for (Method method : test.getClass().getDeclaredMethods()) {
            if (which.test(method)) {
                method.setAccessible(true);
                method.invoke(test);
            }
        }
    }

    /** The failure itself where it can be serialized, else all it says. */
    private static TestContainerException portable(Throwable failure) {
        try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            out.writeObject(failure);
            return new TestContainerException(failure.toString(), failure);
        } catch (IOException notSerializable) {
            StringWriter text = new StringWriter();
            failure.printStackTrace(new PrintWriter(text));
            return new TestContainerException(text.toString());
        }
    }
}
