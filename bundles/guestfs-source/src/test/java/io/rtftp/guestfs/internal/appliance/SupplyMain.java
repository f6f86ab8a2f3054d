package io.rtftp.guestfs.internal.appliance;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A server of its own process that boots an appliance, hands it over as often as it is told, says its process id and waits to be killed.
 */
final class SupplyMain {

    private SupplyMain() {}

    public static void main(String[] arguments) throws Exception {
        int handovers = Integer.parseInt(arguments[1]);
        LibguestfsSupply supply = LibguestfsSupply.open(SharedSupply.settings(Path.of(arguments[0]), 1, 1));
        for (int i = 0; i < handovers; i++) {
            supply.leave(Duration.ofHours(1));
            supply = LibguestfsSupply.open(SharedSupply.settings(Path.of(arguments[0]), 1, 1));
        }
        System.out.println("qemu " + Waiting.on(supply.acquire("doomed")).view().pid());
        System.out.println("input ended: " + System.in.read());
    }
}
