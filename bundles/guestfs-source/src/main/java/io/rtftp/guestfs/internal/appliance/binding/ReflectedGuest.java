package io.rtftp.guestfs.internal.appliance.binding;

import io.rtftp.guestfs.internal.appliance.ApplianceException;
import io.rtftp.guestfs.internal.appliance.binding.Guest.DirectoryEntry;
import io.rtftp.guestfs.internal.appliance.binding.Guest.FileStatus;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Passes each call of {@link Guest} on to an object of the host's class, and what it answers or throws back in our own types. */
final class ReflectedGuest implements InvocationHandler {

    private final Object handle;

    private ReflectedGuest(Object handle) {
        this.handle = handle;
    }

    static Guest over(Object handle) {
        return (Guest) Proxy.newProxyInstance(
                Guest.class.getClassLoader(), new Class<?>[] {Guest.class}, new ReflectedGuest(handle));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method call, Object @Nullable [] arguments) throws ApplianceException {
        if (call.getDeclaringClass() == Object.class) {
            return call.getName().equals("toString") ? "guest " + handle.hashCode() : identity(proxy, call, arguments);
        }
        if (call.getName().equals("handle")) {
            return handle;
        }
        String name = call.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        try {
            return ours(
                    handle.getClass().getMethod(name, call.getParameterTypes()).invoke(handle, arguments));
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ApplianceException("libguestfs " + name + ": " + reason(name, cause), cause);
        } catch (ReflectiveOperationException e) {
            throw new ApplianceException("this host's libguestfs has no call " + name + " as it is used here", e);
        }
    }

    private static Object identity(Object proxy, Method call, Object @Nullable [] arguments) {
        return call.getName().equals("equals")
                ? arguments != null && proxy == arguments[0]
                : System.identityHashCode(proxy);
    }

    /** In one line. What follows the first line of a failed launch is advice to those who develop libguestfs. */
    private static String reason(String name, Throwable cause) {
        return String.valueOf(cause.getMessage())
                .strip()
                .lines()
                .limit(name.equals("launch") ? 1 : Long.MAX_VALUE)
                .map(String::strip)
                .collect(Collectors.joining(" "));
    }

    private static @Nullable Object ours(@Nullable Object answer) throws ReflectiveOperationException {
        if (answer == null) {
            return null;
        }
        return switch (answer.getClass().getSimpleName()) {
            case "StatNS" -> status(answer);
            case "StatNS[]" -> {
                List<FileStatus> all = new ArrayList<>();
                for (Object one : (Object[]) answer) {
                    all.add(status(one));
                }
                yield all;
            }
            case "Dirent[]" -> {
                List<DirectoryEntry> all = new ArrayList<>();
                for (Object one : (Object[]) answer) {
                    all.add(new DirectoryEntry(
                            (String) one.getClass().getField("name").get(one)));
                }
                yield all;
            }
            default -> answer;
        };
    }

    private static FileStatus status(Object stat) throws ReflectiveOperationException {
        return new FileStatus(number(stat, "st_ino"), number(stat, "st_mode"), number(stat, "st_size"));
    }

    private static long number(Object stat, String field) throws ReflectiveOperationException {
        return stat.getClass().getField(field).getLong(stat);
    }
}
