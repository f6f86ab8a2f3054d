package io.rtftp.guestfs.internal.appliance;

import java.nio.file.Path;

/** A server of its own process that boots an appliance, says its process id and waits to be killed. */
final class SupplyMain {

    private SupplyMain() {}

    public static void main(String[] arguments) throws Exception {
        LibguestfsSupply supply = LibguestfsSupply.open(SharedSupply.settings(Path.of(arguments[0]), 0, 1));
        System.out.println("qemu " + Waiting.on(supply.acquire("doomed")).view().pid());
        System.out.println("input ended: " + System.in.read());
    }
}
