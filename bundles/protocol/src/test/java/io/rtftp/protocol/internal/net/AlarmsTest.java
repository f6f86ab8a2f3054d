package io.rtftp.protocol.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AlarmsTest {

    private static final long MILLI = 1_000_000;
    private static final long START = Long.MAX_VALUE - 200 * MILLI; // the clock runs over on the way

    private final Alarms alarms = new Alarms(START);
    private final List<Long> rung = new ArrayList<>();
    private final Alarms.Alarm alarm = new Alarms.Alarm(rung::add);

    @Test
    void itRingsOnceAtTheFirstLookAfterItsTime() {
        alarms.wakeBy(alarm, at(20));

        alarms.ring(at(20) - 1);
        assertThat(rung).isEmpty();
        alarms.ring(at(20));
        alarms.ring(at(10_000));
        assertThat(rung).containsExactly(at(20));
    }

    @Test
    void aLaterTimeLeavesItAndASoonerOneMovesIt() {
        alarms.wakeBy(alarm, at(100));
        alarms.wakeBy(alarm, at(300));
        alarms.wakeBy(alarm, at(50));

        alarms.ring(at(50));
        alarms.ring(at(400));
        assertThat(rung).containsExactly(at(50));
    }

    @Test
    void aTimeThatIsOverRingsAtTheNextLook() {
        alarms.ring(at(500));
        alarms.wakeBy(alarm, at(100));

        alarms.ring(at(501));
        assertThat(rung).hasSize(1);
    }

    @Test
    void whatRingsMayForgetOthersAndSetItselfAnew() {
        Alarms.Alarm other = new Alarms.Alarm(rung::add);
        List<Alarms.Alarm> itself = new ArrayList<>();
        itself.add(new Alarms.Alarm(now -> {
            alarms.forget(other);
            alarms.wakeBy(itself.get(0), now + 1);
            rung.add(now);
        }));
        alarms.wakeBy(itself.get(0), at(1));
        alarms.wakeBy(other, at(1));

        alarms.ring(at(2));
        assertThat(rung).containsExactly(at(2));
        alarms.ring(at(2) + 1);
        assertThat(rung).containsExactly(at(2), at(2) + 1);
    }

    @Test
    void oneThatFailsKeepsNoOtherFromRinging() {
        Alarms.Alarm failing = new Alarms.Alarm(now -> {
            throw new IllegalStateException("as a defect would");
        });
        alarms.wakeBy(failing, at(1));
        alarms.wakeBy(alarm, at(1));

        assertThatThrownBy(() -> alarms.ring(at(2))).hasMessageContaining("as a defect would");
        alarms.ring(at(12));
        assertThat(rung).containsExactly(at(12));
    }

    /** What a list of times would do: the same alarms ring at the same looks, however far apart these are. */
    @Property
    void theyRingAsAListOfTimesWould(
            @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 0, max = 4_000 * MILLI) Long> aheads,
            @ForAll @Size(min = 1, max = 30) List<@LongRange(min = 0, max = 3_000 * MILLI) Long> looks,
            @ForAll @IntRange(min = 1, max = 7) int forgottenEvery) {
        Alarms wheel = new Alarms(START);
        List<Alarms.Alarm> all = new ArrayList<>();
        Map<Integer, Long> due = new HashMap<>();
        Set<Integer> heard = new HashSet<>();
        long now = START;
        int next = 0;
        for (long look : looks) {
            for (int i = 0; i < aheads.size() / looks.size() + 1 && next < aheads.size(); i++, next++) {
                int number = next;
                all.add(new Alarms.Alarm(at -> heard.add(number)));
                due.put(number, now + aheads.get(number));
                wheel.wakeBy(all.get(number), now + aheads.get(number));
            }
            int forgotten = all.size() / forgottenEvery - 1;
            if (forgotten >= 0) {
                wheel.forget(all.get(forgotten));
                due.remove(forgotten);
            }
            now += look;
            heard.clear();
            wheel.ring(now);

            Set<Integer> expected = new HashSet<>();
            for (Map.Entry<Integer, Long> one : due.entrySet()) {
                if (now - one.getValue() >= 0) {
                    expected.add(one.getKey());
                }
            }
            assertThat(heard).isEqualTo(expected);
            due.keySet().removeAll(expected);
        }
    }

    private static long at(long millis) {
        return START + millis * MILLI;
    }
}
