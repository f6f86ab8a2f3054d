package io.rtftp.guestfs.internal.appliance.binding;

import io.rtftp.guestfs.internal.appliance.ApplianceException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The host's libguestfs-java: a jar and a JNI library that must be of the same version as the host's libguestfs, so they are found at run
 * time and never shipped.
 *
 * <p>A JNI library binds to one class loader per Java process, for ever. So the loader is kept where no update, refresh or reinstallation
 * of a bundle reaches it, and every revision of this code finds the same one again: in the table of the process's system properties, which
 * holds objects too and is the only such place both inside and outside of OSGi. Its parent is the platform's loader, so that it holds
 * no bundle.
 */
public final class HostLibrary {

    private static final String KEEPER = "io.rtftp.libguestfs.loader";
    private static final String HANDLE = "com.redhat.et.libguestfs.GuestFS";
    private static final String INSTALL =
            "apt install --no-install-recommends libguestfs-java libguestfs0 qemu-system-x86 qemu-utils linux-image-amd64";

    private final String keeper;
    private final List<Path> jarDirectories;
    private final List<Path> libraryDirectories;

    /** Looks in these directories, and keeps the loader under the name {@code keeper}. */
    HostLibrary(String keeper, List<Path> jarDirectories, List<Path> libraryDirectories) {
        this.keeper = keeper;
        this.jarDirectories = List.copyOf(jarDirectories);
        this.libraryDirectories = List.copyOf(libraryDirectories);
    }

    /** Looks where distributions put it. */
    public static HostLibrary ofThisHost() {
        String machine = System.getProperty("os.arch", "").equals("aarch64") ? "aarch64" : "x86_64";
        return new HostLibrary(
                KEEPER,
                Stream.of("/usr/share/java", "/usr/lib/java", "/usr/share/java/libguestfs")
                        .map(Path::of)
                        .toList(),
                Stream.of(
                                "/usr/lib/" + machine + "-linux-gnu/jni",
                                "/usr/lib/" + machine + "-linux-gnu",
                                "/usr/lib64",
                                "/usr/lib/jni",
                                "/usr/lib")
                        .map(Path::of)
                        .toList());
    }

    /** A new handle, not launched; fails with a sentence that says what to install where libguestfs is missing. */
    public Guest open() throws ApplianceException {
        try {
            return ReflectedGuest.over(
                    Class.forName(HANDLE, true, loader()).getConstructor().newInstance());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new ApplianceException("libguestfs can't be used: " + e + "; " + INSTALL, e);
        }
    }

    /** A handle that another revision of this code has opened. */
    public static Guest over(Object handle) {
        return ReflectedGuest.over(handle);
    }

    private ClassLoader loader() throws ApplianceException {
        Map<Object, Object> process = System.getProperties();
        // One lock for every revision of this class: the table itself.
        synchronized (process) {
            Object kept = process.get(keeper);
            if (kept instanceof ClassLoader loader) {
                return loader;
            }
            ClassLoader loader = newLoader();
            process.put(keeper, loader);
            return loader;
        }
    }

    private ClassLoader newLoader() throws ApplianceException {
        Path jar = jar();
        try {
            ClassLoader loader = new Loader(jar, libraryDirectories);
            Class.forName(HANDLE, true, loader);
            return loader;
        } catch (MalformedURLException | ClassNotFoundException | LinkageError e) {
            throw new ApplianceException(
                    "libguestfs can't be loaded from " + jar + " and " + libraryDirectories + ": " + e + "; " + INSTALL,
                    e);
        }
    }

    private Path jar() throws ApplianceException {
        for (Path directory : jarDirectories) {
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.list(directory)) {
                    var found = files.filter(
                                    file -> file.getFileName().toString().matches("libguestfs(-[0-9.]+)?\\.jar"))
                            .max(Comparator.naturalOrder());
                    if (found.isPresent()) {
                        return found.get();
                    }
                } catch (IOException e) {
                    throw new ApplianceException("can't look for libguestfs in " + directory + ": " + e, e);
                }
            }
        }
        throw new ApplianceException("no libguestfs-*.jar in " + jarDirectories + "; " + INSTALL);
    }

    private static final class Loader extends URLClassLoader {

        private final List<Path> libraryDirectories;

        Loader(Path jar, List<Path> libraryDirectories) throws MalformedURLException {
            super("libguestfs", new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            this.libraryDirectories = libraryDirectories;
        }

        // Asked before java.library.path is, which the operator would otherwise have to set.
        @Override
        protected String findLibrary(String name) {
            return libraryDirectories.stream()
                    .flatMap(directory -> Stream.of("lib" + name + ".so", "lib" + name + ".so.1")
                            .map(directory::resolve))
                    .filter(Files::exists)
                    .map(Path::toString)
                    .findFirst()
                    .orElse("");
        }
    }
}
