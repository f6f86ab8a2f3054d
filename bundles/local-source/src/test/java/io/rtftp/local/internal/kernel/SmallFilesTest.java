package io.rtftp.local.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class SmallFilesTest {

    private static final long LONG_AGO = 1_000_000_000;

    private final ByteBuffer content = ByteBuffer.allocate(3);
    private final SmallFiles files = new SmallFiles();

    @Test
    void aFileWithTheSameStampIsGivenAgain() {
        files.put(stamp(7, LONG_AGO), content);

        assertThat(files.get(stamp(7, LONG_AGO))).isSameAs(content);
        assertThat(files.get(stamp(8, LONG_AGO))).isNull();
        assertThat(files.get(stamp(7, LONG_AGO + 1))).isNull();
    }

    @Test
    void aFileThatChangedAMomentAgoIsReadAgain() {
        long now = System.currentTimeMillis() / 1000;
        files.put(stamp(7, now), content);
        files.put(stamp(8, now + 3_600), content); // a clock that was set back

        assertThat(files.get(stamp(7, now))).isNull();
        assertThat(files.get(stamp(8, now + 3_600))).isNull();
    }

    @Test
    void onlySoManyAreKept() {
        for (int inode = 0; inode < 1_000; inode++) {
            files.put(stamp(inode, LONG_AGO), content);
        }

        assertThat(files.size()).isLessThanOrEqualTo(64);
    }

    private static Stamp stamp(long inode, long changedSeconds) {
        return new Stamp(1, inode, 3, LONG_AGO, 5, changedSeconds, 5);
    }
}
