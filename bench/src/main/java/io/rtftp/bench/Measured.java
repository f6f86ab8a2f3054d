package io.rtftp.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one lane gave against one server.
 *
 * @param figure in the lane's unit
 * @param failed downloads that did not arrive, or not intact
 * @param cpuSeconds the server used; NaN where it ended meanwhile
 * @param bytes downloaded
 * @param peakBytes the most memory the server held; NaN where it ended meanwhile
 */
record Measured(double figure, int failed, double cpuSeconds, long bytes, double peakBytes) {

    private static final double GIBIBYTE = 1024.0 * 1024 * 1024;

    /** CPU seconds for a GiB, or the CPU seconds there were where no bytes went. */
    double cpuSecondsPerGibibyte() {
        return bytes == 0 ? cpuSeconds : cpuSeconds / bytes * GIBIBYTE;
    }

    /** The median over the rounds of one of the figures. */
    static <T> double median(List<T> rounds, ToDoubleFunction<T> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
