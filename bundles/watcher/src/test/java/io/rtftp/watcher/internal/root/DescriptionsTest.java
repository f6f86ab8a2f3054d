package io.rtftp.watcher.internal.root;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.watcher.internal.file.Sight;
import io.rtftp.watcher.internal.file.Sight.Absent;
import io.rtftp.watcher.internal.file.Sight.Complete;
import io.rtftp.watcher.internal.file.Sight.Flawed;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DescriptionsTest {

    private static final Path A = Path.of("/srv/tftp/a.nbd");
    private static final Path B = Path.of("/srv/tftp/b.nbd");
    private static final Sight HALF = new Flawed("line 1", "{");

    private final Heard heard = new Heard();
    private final Map<Path, Sight> disk = new HashMap<>();
    private final Descriptions descriptions = new Descriptions(file -> disk.getOrDefault(file, new Absent()), heard);

    @Test
    void aScanFindsWhatCameAndWhatWent() {
        disk.put(A, new Complete("1"));
        descriptions.onScan(List.of(A), 0);
        disk.remove(A);
        disk.put(B, new Complete("2"));

        descriptions.onScan(List.of(B), 1);
        descriptions.onTime(1 + WatchedFile.GONE_AFTER.toNanos());

        assertThat(heard.soFar()).containsExactly("present a.nbd 1", "present b.nbd 2", "gone a.nbd");
    }

    @Test
    void nothingIsDueWhenEverythingIsTold() {
        disk.put(A, new Complete("1"));

        descriptions.onHint(A, 0);

        assertThat(descriptions.untilDueNanos(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theNearestWaitIsTheOneThatCounts() {
        disk.put(A, HALF);
        descriptions.onHint(A, 0);
        descriptions.onHint(B, 0); // not there: soon forgotten

        assertThat(descriptions.untilDueNanos(0)).isEqualTo(WatchedFile.GONE_AFTER.toNanos());
        descriptions.onTime(WatchedFile.GONE_AFTER.toNanos());
        assertThat(descriptions.untilDueNanos(0)).isEqualTo(WatchedFile.INVALID_AFTER.toNanos());
        descriptions.onTime(WatchedFile.INVALID_AFTER.toNanos());
        assertThat(descriptions.untilDueNanos(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(heard.soFar()).containsExactly("invalid a.nbd line 1");
    }

    @Test
    void anotherLookIsARealOne() {
        disk.put(A, HALF);
        descriptions.onHint(A, 0);
        disk.put(A, new Complete("1")); // and no event says so

        descriptions.onTime(WatchedFile.INVALID_AFTER.toNanos());

        assertThat(heard.soFar()).containsExactly("present a.nbd 1");
    }

    @Test
    void anotherRootMeansThatEverythingIsGoneAtOnce() {
        disk.put(A, new Complete("1"));
        disk.put(B, HALF);
        descriptions.onScan(List.of(A, B), 0);

        descriptions.onRootLeft();

        assertThat(heard.soFar()).containsExactly("present a.nbd 1", "gone a.nbd");
        assertThat(descriptions.untilDueNanos(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aNewcomerHearsOfEveryFile() {
        Heard newcomer = new Heard();
        disk.put(A, new Complete("1"));
        disk.put(B, new Complete("2"));
        descriptions.onScan(List.of(A, B), 0);

        descriptions.repeat(newcomer);

        assertThat(newcomer.soFar()).containsExactly("present a.nbd 1", "present b.nbd 2");
    }
}
