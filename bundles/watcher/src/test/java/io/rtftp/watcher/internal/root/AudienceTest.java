package io.rtftp.watcher.internal.root;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.watch.RootListener;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AudienceTest {

    private static final Path FILE = Path.of("/srv/tftp/10.0.0.1.nbd");

    private final Audience audience = new Audience();
    private final Heard heard = new Heard();

    /** Throws whatever it is told. */
    private static final class Thrower implements RootListener {
        @Override
        public void filePresent(Path file, String json) {
            throw new IllegalStateException("present");
        }

        @Override
        public void fileInvalid(Path file, String reason) {
            throw new NoClassDefFoundError("invalid");
        }

        @Override
        public void fileGone(Path file) {
            throw new IllegalArgumentException("gone");
        }
    }

    private void greetAll() {
        audience.greet(newcomer -> newcomer.filePresent(FILE, "greeting"));
    }

    @Test
    void aListenerThatThrowsHarmsNoOther() {
        audience.join(new Thrower());
        audience.join(heard);
        greetAll();

        audience.filePresent(FILE, "{}");
        audience.fileInvalid(FILE, "why");
        audience.fileGone(FILE);

        assertThat(heard.soFar())
                .containsExactly(
                        "present 10.0.0.1.nbd greeting",
                        "present 10.0.0.1.nbd {}",
                        "invalid 10.0.0.1.nbd why",
                        "gone 10.0.0.1.nbd");
    }

    @Test
    void aNewcomerIsGreetedOnceAndHearsNothingBefore() {
        audience.join(heard);

        audience.filePresent(FILE, "too early");
        greetAll();
        greetAll();

        assertThat(heard.soFar()).containsExactly("present 10.0.0.1.nbd greeting");
    }

    @Test
    void whoLeavesHearsNothingMore() {
        audience.join(heard);
        greetAll();
        heard.soFar();

        audience.leave(heard);
        audience.fileGone(FILE);

        assertThat(heard.soFar()).isEmpty();
    }

    @Test
    void whoLeavesWhileBeingGreetedHearsNothingMore() {
        audience.join(heard);

        audience.greet(newcomer -> {
            newcomer.filePresent(FILE, "1");
            audience.leave(heard);
            newcomer.filePresent(FILE, "2");
        });

        assertThat(heard.soFar()).containsExactly("present 10.0.0.1.nbd 1");
    }

    @Test
    void theSameListenerMayJoinTwiceAndLeaveOnce() { // an update of its bundle: the new service comes before the old
        // one goes
        audience.join(heard);
        audience.join(heard);
        audience.leave(heard);
        greetAll();

        assertThat(heard.soFar()).hasSize(1);
    }
}
