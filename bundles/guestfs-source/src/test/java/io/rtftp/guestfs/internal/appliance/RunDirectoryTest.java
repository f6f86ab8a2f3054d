package io.rtftp.guestfs.internal.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Revisions of the bundle in one process. */
class RunDirectoryTest {

    @TempDir
    Path configured;

    @Test
    void revisionsShareOneAndTheLastRemovesIt() throws Exception {
        RunDirectory first = RunDirectory.below(configured);
        RunDirectory second = RunDirectory.below(configured);
        Path ofFirst = first.appliance(1);
        Path ofSecond = second.appliance(1);

        assertThat(second.path()).isEqualTo(first.path());
        assertThat(ofSecond).isNotEqualTo(ofFirst);
        first.close();
        assertThat(ofFirst).isDirectory();
        assertThat(ofSecond).isDirectory();
        second.close();
        assertThat(configured).isEmptyDirectory();
    }

    @Test
    void theNextRevisionLeavesItLockedWhenItLooksForWhatOthersLeft() throws Exception {
        try (RunDirectory own = RunDirectory.below(configured)) {
            assertThat(isLocked(own)).isTrue();

            assertThat(RunDirectory.removeLeftovers(configured)).isEmpty();

            assertThat(isLocked(own)).isTrue();
            assertThat(own.path()).isDirectory();
        }
    }

    @Test
    void oneThatWasDeletedIsMadeAnew() throws Exception {
        RunDirectory deleted = RunDirectory.below(configured);
        RunDirectory.delete(deleted.path());

        RunDirectory anew = RunDirectory.below(configured);

        assertThat(anew.path()).isDirectory();
        deleted.close();
        assertThat(anew.path()).isDirectory();
        anew.close();
        assertThat(configured).isEmptyDirectory();
    }

    // proc(5), /proc/locks: "1: POSIX ADVISORY WRITE <pid> <major>:<minor>:<inode> 0 EOF"
    private static boolean isLocked(RunDirectory own) throws IOException {
        Object inode = Files.getAttribute(own.path().resolve("lock"), "unix:ino");
        return Files.readAllLines(Path.of("/proc/locks")).stream().anyMatch(line -> line.contains(":" + inode + " "));
    }
}
