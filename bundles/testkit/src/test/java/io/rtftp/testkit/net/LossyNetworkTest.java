package io.rtftp.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtftp.testkit.net.LossyNetwork.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class LossyNetworkTest {

    private final VirtualClock clock = new VirtualClock(Long.MAX_VALUE - 5);
    private final List<Integer> arrived = new ArrayList<>();

    @Test
    void aNetworkWithoutFaultsDeliversInOrderAfterItsDelay() {
        send(100, Faults.none(10));

        clock.run(9);
        assertThat(arrived).isEmpty();
        clock.run(1);
        assertThat(arrived).hasSize(100).isSorted();
    }

    @Test
    void losesRepeatsAndReordersAboutAsManyAsItSays() {
        send(10_000, new Faults(5, 2, 10, 1_000));

        clock.run(1_010);

        assertThat(arrived).hasSizeBetween(9_500, 9_900);
        assertThat(arrived.stream().distinct().count()).isBetween(9_400L, 9_700L);
        assertThat(arrived).isNotEqualTo(arrived.stream().sorted().toList());
    }

    @Test
    void theSameSeedLosesTheSamePackets() {
        send(1_000, Faults.none(1).losing(50));
        clock.run(1);
        List<Integer> first = List.copyOf(arrived);
        arrived.clear();

        send(1_000, Faults.none(1).losing(50));
        clock.run(1);

        assertThat(arrived).isEqualTo(first);
    }

    @Test
    void theClockRunsOverWithoutLosingItsOrder() {
        clock.after(10, () -> arrived.add(10));
        clock.after(3, () -> arrived.add(3));

        assertThat(clock.runNext()).isTrue();
        assertThat(clock.nowNanos()).isEqualTo(Long.MAX_VALUE - 2);
        assertThat(clock.untilNextNanos()).hasValue(7);
        assertThat(clock.runNext()).isTrue();
        assertThat(clock.runNext()).isFalse();
        assertThat(arrived).containsExactly(3, 10);
        assertThat(clock.elapsedNanos()).isEqualTo(10);
    }

    @Test
    void nothingIsPlannedForThePast() {
        assertThatThrownBy(() -> clock.after(-1, () -> {})).hasMessage("cannot plan for 1 ns ago");
    }

    private void send(int packets, Faults faults) {
        LossyNetwork network = new LossyNetwork(clock, faults, new Random(7));
        for (int i = 0; i < packets; i++) {
            int packet = i;
            network.carry(() -> arrived.add(packet));
        }
    }
}
