package io.rtftp.guestfs.internal.disk;

import io.rtftp.guestfs.internal.appliance.Appliance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Views of one disk that answer no request any more, and still have readers. All calls from the timeline's thread. */
final class RetiredViews {

    private final List<Generation> attached = new ArrayList<>(); // their readers still need the disk
    private final List<Generation> spooled = new ArrayList<>(); // what their readers need is in the spool

    /** A view whose readers may still need the disk. */
    void add(Generation old) {
        attached.add(old);
    }

    /** A view that nobody needs the disk for, and whose appliance is used otherwise. */
    void addSpooled(Generation old) {
        if (!old.dropClosed()) {
            spooled.add(old);
        }
    }

    /**
     * Views that nobody needs the disk for any more give their appliance back.
     *
     * @param taker says whether it has taken the view with its appliance; what it does not take is let go
     */
    void sweep(Predicate<Generation> taker) {
        spooled.removeIf(Generation::dropClosed);
        for (Generation old : List.copyOf(attached)) {
            if (old.isDrained()) {
                attached.remove(old);
                if (!taker.test(old)) {
                    old.appliance().close();
                    addSpooled(old);
                }
            }
        }
    }

    /** The appliance has died: reads of what is not in the spool fail. */
    void onDied(Appliance appliance, String reason) {
        attached.stream().filter(old -> old.appliance() == appliance).forEach(old -> old.fail(reason));
    }

    /** Every appliance ends now, whoever still needs it. */
    void release(String reason) {
        for (Generation old : attached) {
            old.fail(reason);
            old.appliance().close();
        }
    }

    Stream<Generation> all() {
        return Stream.concat(attached.stream(), spooled.stream());
    }

    boolean isEmpty() {
        return attached.isEmpty() && spooled.isEmpty();
    }
}
