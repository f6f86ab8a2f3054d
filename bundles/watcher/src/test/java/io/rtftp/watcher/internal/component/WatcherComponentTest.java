package io.rtftp.watcher.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.watcher.internal.root.Heard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class WatcherComponentTest {

    @TempDir
    private Path root;

    @TempDir
    private Path other;

    private final Heard heard = new Heard();
    private WatcherComponent component;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(root.resolve("10.0.0.1.nbd"), "{}");
        Files.writeString(other.resolve("10.0.0.2.nbd"), "{}");
        component = new WatcherComponent(Map.of("tftp_root", root.toString(), "listen", "[::]:69"));
        component.addRootListener(heard);
        assertThat(heard.next()).isEqualTo("present 10.0.0.1.nbd {}");
    }

    @AfterEach
    void stop() {
        component.deactivate();
    }

    @Test
    void aChangedTftpRootIsFollowed() throws Exception {
        component.modified(Map.of("tftp_root", other.toString()));

        assertThat(heard.next(2)).containsExactly("gone 10.0.0.1.nbd", "present 10.0.0.2.nbd {}");
    }

    @Test
    void aWrongTftpRootChangesNothing() throws Exception {
        component.modified(Map.of("tftp_root", root.resolve("missing").toString()));
        Files.writeString(root.resolve("10.0.0.3.nbd"), "3");

        assertThat(heard.next()).isEqualTo("present 10.0.0.3.nbd 3");
    }

    @Test
    void aListenerTakenAwayHearsNothingMore() throws Exception {
        Heard another = new Heard();
        component.removeRootListener(heard);
        component.addRootListener(another);
        another.next();

        component.modified(Map.of("tftp_root", other.toString()));
        another.next(2);

        assertThat(heard.soFar()).isEmpty();
    }
}
