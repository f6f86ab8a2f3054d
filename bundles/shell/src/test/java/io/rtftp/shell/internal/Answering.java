package io.rtftp.shell.internal;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/** Makes objects of the framework's and the shell's wide interfaces that answer the few questions a test asks. */
@NullMarked
public final class Answering {

    private Answering() {}

    /** An object whose methods return what stands under their names, and null otherwise. */
    public static <T> T with(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
