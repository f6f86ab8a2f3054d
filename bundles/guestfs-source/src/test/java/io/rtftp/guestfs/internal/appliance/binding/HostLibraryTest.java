package io.rtftp.guestfs.internal.appliance.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.guestfs.internal.appliance.ApplianceException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostLibraryTest {

    @Test
    void aHandleIsOpenedConfiguredAndClosed() throws ApplianceException {
        Guest guest = HostLibrary.ofThisHost().open();

        guest.setMemsize(512);
        guest.setBackend("direct");

        guest.close();
        assertThatThrownBy(() -> guest.setMemsize(512)).isInstanceOf(ApplianceException.class);
    }

    @Test
    void anErrorOfLibguestfsNamesTheCall() throws ApplianceException {
        Guest guest = HostLibrary.ofThisHost().open();

        assertThatThrownBy(() -> guest.setBackend("no such backend"))
                .isInstanceOf(ApplianceException.class)
                .hasMessageContaining("libguestfs set_backend: ");

        guest.close();
    }

    @Test
    void aSecondRevisionOfOurOwnCodeFindsTheLibraryThatIsLoaded() throws Exception {
        HostLibrary.ofThisHost().open().close();
        var ours = HostLibrary.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader others = new OnlyOthers(HostLibrary.class.getClassLoader());

        try (URLClassLoader revision = new URLClassLoader(new URL[] {ours}, others)) {
            Class<?> again = Class.forName(HostLibrary.class.getName(), true, revision);
            assertThat(again).isNotSameAs(HostLibrary.class);
            Object guest =
                    again.getMethod("open").invoke(again.getMethod("ofThisHost").invoke(null));

            // A second class loader for the JNI library would have been an UnsatisfiedLinkError.
            assertThat(guest).isNotNull();
            Class.forName(Guest.class.getName(), true, revision)
                    .getMethod("close")
                    .invoke(guest);
        }
    }

    /** Hides our own packages, as the class loader of another revision does. */
    private static final class OnlyOthers extends ClassLoader {

        OnlyOthers(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.rtftp.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    @Test
    void aMissingLibrarySaysWhatToInstall(@TempDir Path empty) {
        HostLibrary nowhere = new HostLibrary("io.rtftp.test.loader", List.of(empty), List.of(empty));

        assertThatThrownBy(nowhere::open)
                .isInstanceOf(ApplianceException.class)
                .hasMessageContaining("no libguestfs-*.jar in [" + empty + "]")
                .hasMessageContaining("apt install --no-install-recommends libguestfs-java");
    }
}
