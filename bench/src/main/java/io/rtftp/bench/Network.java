package io.rtftp.bench;

import io.rtftp.testkit.tftp.Faults;
import java.time.Duration;
import java.util.List;

/**
 * A network to download through.
 *
 * @param name what stands in the table
 * @param faults what it does to packets, each way
 * @param narrow whether it is the path through a router with a small MTU instead of one in this process
 * @param mayFail whether it is so bad that a download may fail, with a message; what arrives is the file all the same
 */
record Network(String name, Faults faults, boolean narrow, boolean mayFail) {

    private static final int PACKETS_BEFORE_OUTAGE = 20;

    /** All of them, in the order of the table. */
    static final List<Network> ALL = List.of(
            of("no fault", Faults.none()),
            of("loss 1 %", Faults.none().losing(1)),
            of("loss 5 %", Faults.none().losing(5)),
            of("loss 10 %", Faults.none().losing(10)),
            new Network("loss 20 %", Faults.none().losing(20), false, true),
            of("duplication 5 %", Faults.none().duplicating(5)),
            of("reordering 25 %", Faults.none().reordering(25)),
            of("delay 25 ± 5 ms", Faults.none().delaying(Duration.ofMillis(25), Duration.ofMillis(5))),
            of("delay 150 ± 20 ms", Faults.none().delaying(Duration.ofMillis(150), Duration.ofMillis(20))),
            of("away for 8 s", Faults.none().away(PACKETS_BEFORE_OUTAGE, Duration.ofSeconds(8))),
            new Network("MTU 1280", Faults.none(), true, false));

    private static Network of(String name, Faults faults) {
        return new Network(name, faults, false, false);
    }
}
