package io.rtftp.guestfs.internal.disk;

import java.util.ArrayList;
import java.util.List;

/** Who waits for a view of one disk, in the order they came. All calls from the timeline's thread. */
final class Asks {

    private final List<Ask> waiting = new ArrayList<>();

    void add(Ask ask) {
        waiting.add(ask);
    }

    /** Answers those who may be answered from this view. */
    void answer(Generation generation) {
        List<Ask> content = new ArrayList<>(waiting);
        content.removeIf(ask -> !ask.isContentWith(generation));
        waiting.removeAll(content);
        content.forEach(ask -> ask.answer(generation));
    }

    /** Tells everyone that there is no view. */
    void fail(DiskException reason) {
        List<Ask> lost = new ArrayList<>(waiting);
        waiting.clear();
        lost.forEach(ask -> ask.fail(reason));
    }

    /** Those who wait no more leave. */
    void sweep() {
        waiting.removeIf(Ask::isGone);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }
}
