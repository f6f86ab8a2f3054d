package io.rtftp.watcher.internal.root;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.watcher.internal.file.Sight;
import io.rtftp.watcher.internal.file.Sight.Absent;
import io.rtftp.watcher.internal.file.Sight.Complete;
import io.rtftp.watcher.internal.file.Sight.Flawed;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedFileTest {

    private static final long MS = 1_000_000;
    private static final long GONE_AFTER = WatchedFile.GONE_AFTER.toNanos();
    private static final long INVALID_AFTER = WatchedFile.INVALID_AFTER.toNanos();
    private static final Sight HALF = new Flawed("line 1", "{");
    private static final Sight LONGER_HALF = new Flawed("line 1", "{ ");

    private final Heard heard = new Heard();
    private long now = Long.MAX_VALUE - 50 * MS; // a clock that runs over on the way
    private final WatchedFile file = new WatchedFile(Path.of("/srv/tftp/a.nbd"), now);

    private void seen(Sight sight) {
        file.onSight(sight, now, heard);
    }

    private void seenFor(Sight sight, long nanos) {
        seen(sight);
        now += nanos;
        seen(sight);
    }

    @Test
    void completeContentIsToldAtOnce() {
        seen(new Complete("{}"));

        assertThat(heard.soFar()).containsExactly("present a.nbd {}");
    }

    @Test
    void theSameContentIsNotToldAgain() {
        seen(new Complete("{}"));
        seenFor(new Complete("{}"), 10 * INVALID_AFTER);

        assertThat(heard.soFar()).hasSize(1);
    }

    @Test
    void otherContentIsTold() {
        seen(new Complete("{}"));
        seen(new Complete("[]"));

        assertThat(heard.soFar()).containsExactly("present a.nbd {}", "present a.nbd []");
    }

    @Test
    void aFlawIsToldOnceWhenItHasStayedTheSameForLong() {
        seenFor(HALF, INVALID_AFTER - 1);
        assertThat(heard.soFar()).isEmpty();
        now += 1;
        seen(HALF);
        seenFor(HALF, INVALID_AFTER);

        assertThat(heard.soFar()).containsExactly("invalid a.nbd line 1");
    }

    @Test
    void aFileThatGrowsIsBeingWrittenHoweverLongItTakes() {
        for (int i = 0; i < 100; i++) {
            seenFor(i % 2 == 0 ? HALF : LONGER_HALF, INVALID_AFTER - 1);
        }
        seen(new Complete("{ }"));

        assertThat(heard.soFar()).containsExactly("present a.nbd { }");
    }

    @Test
    void aCorrectedFileIsToldEvenIfItIsWhatItWasBefore() {
        seen(new Complete("{}"));
        seenFor(HALF, INVALID_AFTER);
        seen(new Complete("{}"));

        assertThat(heard.soFar()).containsExactly("present a.nbd {}", "invalid a.nbd line 1", "present a.nbd {}");
    }

    @Test
    void aFileTruncatedAndWrittenAnewIsNeverCalledInvalidOrGone() {
        seen(new Complete("{}"));
        seenFor(new Flawed("empty", ""), 300 * MS);
        seen(new Complete("{}"));

        assertThat(heard.soFar()).containsExactly("present a.nbd {}");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100 * MS - 1})
    void aFileThatIsBackWithinTheGraceWasNeverGone(long missingNanos) {
        seen(new Complete("{}"));
        seenFor(new Absent(), missingNanos);
        seen(new Complete("{}"));

        assertThat(heard.soFar()).containsExactly("present a.nbd {}");
    }

    @Test
    void aFileMissingLongerIsGoneAndForgotten() {
        seen(new Complete("{}"));
        seenFor(new Absent(), GONE_AFTER);

        assertThat(heard.soFar()).containsExactly("present a.nbd {}", "gone a.nbd");
        assertThat(file.isForgotten()).isTrue();
    }

    @Test
    void aFileThatWasOnlyEverInvalidIsGoneToo() {
        seenFor(HALF, INVALID_AFTER);
        seenFor(new Absent(), GONE_AFTER);

        assertThat(heard.soFar()).containsExactly("invalid a.nbd line 1", "gone a.nbd");
    }

    @Test
    void aFileNobodyHeardOfGoesSilently() {
        seen(HALF);
        seenFor(new Absent(), GONE_AFTER);

        assertThat(heard.soFar()).isEmpty();
        assertThat(file.isForgotten()).isTrue();
    }

    @Test
    void aNewcomerHearsWhatIsInForceAndWhatIsWrongNow() {
        Heard newcomer = new Heard();
        seen(new Complete("{}"));
        seenFor(HALF, INVALID_AFTER);

        file.repeat(newcomer);

        assertThat(newcomer.soFar()).containsExactly("present a.nbd {}", "invalid a.nbd line 1");
    }

    @Test
    void aNewcomerHearsNothingOfAFileStillBeingWritten() {
        Heard newcomer = new Heard();
        seen(HALF);

        file.repeat(newcomer);

        assertThat(newcomer.soFar()).isEmpty();
    }

    @Test
    void anotherLookIsDueWhenTheWaitIsOver() {
        seen(HALF);
        now += 500 * MS;

        assertThat(file.isUnsettled()).isTrue();
        assertThat(file.untilSettledNanos(now)).isEqualTo(INVALID_AFTER - 500 * MS);
        now += INVALID_AFTER;
        seen(HALF);
        assertThat(file.isUnsettled()).isFalse();
    }
}
