package io.rtftp.protocol.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class BlockNumberTest {

    @Test
    void zeroComesAfter65535() {
        assertThat(BlockNumber.of(65_535)).isEqualTo(65_535);
        assertThat(BlockNumber.of(65_536)).isZero();
        assertThat(BlockNumber.of(65_537)).isOne();
    }

    @Property
    void theDistanceIsHowManyBlocksAhead(
            @ForAll @LongRange(min = 0, max = 1L << 40) long block, @ForAll @IntRange(max = 65_535) int ahead) {
        assertThat(BlockNumber.distance(block, BlockNumber.of(block + ahead))).isEqualTo(ahead);
    }

    @Property
    void anOldBlockIsNeverInTheLargestWindow(
            @ForAll @LongRange(min = 65_536, max = 1L << 40) long block,
            @ForAll @IntRange(min = 1, max = 32_768) int ago) {
        assertThat(BlockNumber.distance(block, BlockNumber.of(block - ago)))
                .isGreaterThan(BlockNumber.WINDOW_SIZE_MOST);
    }
}
