package io.rtftp.protocol.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.SelectStrategy;
import org.junit.jupiter.api.Test;

class SpinTest {

    private static final long SHORT_NANOS = 10_000;
    private static final long LONG_NANOS = 150_000; // a round trip over gigabit Ethernet
    private static final long LOOK_NANOS = 500;

    private long now;
    private int looks;
    private int eventsAtLook; // at which of its looks something has come; 0: at none
    private final Spin spin = new Spin(() -> now);

    @Test
    void itSleepsAtOnceWhereNothingIsKnown() {
        assertThat(turn()).isEqualTo(SelectStrategy.SELECT);
        assertThat(looks).isZero();
    }

    @Test
    void afterShortSleepsItLooksAndFinds() {
        sleep(Spin.SHORT_SLEEPS_LEAST, SHORT_NANOS);
        eventsAtLook = 3;
        assertThat(turn()).isEqualTo(1);
        assertThat(looks).isEqualTo(3);
    }

    @Test
    void afterLongSleepsItNeverLooks() {
        sleep(1_000, LONG_NANOS);
        assertThat(turn()).isEqualTo(SelectStrategy.SELECT);
        assertThat(looks).isZero();
    }

    @Test
    void oneLongSleepAmongShortOnesStopsIt() {
        sleep(Spin.SHORT_SLEEPS_LEAST - 1, SHORT_NANOS);
        sleep(1, LONG_NANOS);
        assertThat(turn()).isEqualTo(SelectStrategy.SELECT);
        assertThat(looks).isZero();
    }

    @Test
    void itStopsLookingAfterItsTime() {
        sleep(Spin.SHORT_SLEEPS_LEAST, SHORT_NANOS);
        long before = now;
        assertThat(turn()).isEqualTo(SelectStrategy.SELECT);
        assertThat(now - before).isBetween(Spin.LOOK_NANOS, Spin.LOOK_NANOS + 2 * LOOK_NANOS);
    }

    @Test
    void whereLooksAreInVainTheyTakeHardlyAnyTime() {
        long spent = 0;
        for (int i = 0; i < 100_000; i++) {
            sleep(1, SHORT_NANOS);
            long before = now;
            turn();
            spent += now - before;
        }
        assertThat(spent).isLessThan(now / 50);
    }

    @Test
    void oneMissAmongManyHitsChangesLittle() {
        sleep(Spin.SHORT_SLEEPS_LEAST, SHORT_NANOS);
        eventsAtLook = 1;
        for (int i = 0; i < 1_000; i++) {
            assertThat(turn()).isEqualTo(1);
        }
        eventsAtLook = 0;
        assertThat(turn()).isEqualTo(SelectStrategy.SELECT);
        now += SHORT_NANOS;
        sleep(Spin.SHORT_SLEEPS_LEAST - 1, SHORT_NANOS);
        eventsAtLook = 1;
        assertThat(turn()).isEqualTo(1);
    }

    @Test
    void itLooksAgainSoonAfterWhatWasInTheWayHasGone() {
        for (int i = 0; i < 100_000; i++) {
            sleep(1, SHORT_NANOS);
            turn();
        }
        eventsAtLook = 1;
        long gone = now;
        for (int i = 1; turn() == SelectStrategy.SELECT; i++) {
            now += i % 16 == 0 ? LONG_NANOS : SHORT_NANOS; // a disk thread needs the processor now and then
            assertThat(now - gone).isLessThan(20_000_000);
        }
    }

    @Test
    void withTasksToDoItLooksOnceAndDoesNotSleep() {
        sleep(Spin.SHORT_SLEEPS_LEAST, SHORT_NANOS);
        assertThat(turn(true)).isZero();
        assertThat(looks).isEqualTo(1);
    }

    /** Lets the loop sleep so often for so long, as if woken by a packet. */
    private void sleep(int times, long nanos) {
        int before = eventsAtLook;
        eventsAtLook = 0;
        for (int i = 0; i < times; i++) {
            if (turn() == SelectStrategy.SELECT) {
                now += nanos;
            }
        }
        eventsAtLook = before;
        looks = 0;
    }

    private int turn() {
        return turn(false);
    }

    private int turn(boolean tasks) {
        looks = 0;
        try {
            return spin.calculateStrategy(this::look, tasks);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private int look() {
        looks++;
        now += LOOK_NANOS;
        return looks == eventsAtLook ? 1 : 0;
    }
}
