package io.rtftp.testkit.disk;

/** Runs guestfish(1): what only an appliance can do to an image. Takes as long as an appliance boots. */
final class Guestfish {

    private static final HostTool TOOL = new HostTool("guestfish", "guestfish");

    /** KVM can be there and crash, which libguestfs does not try to get round. */
    private static final String EMULATED = "set-backend direct\nset-backend-settings force_tcg\n";

    private Guestfish() {}

    static void run(String commands) {
        TOOL.run(EMULATED + commands, new String[0]);
    }
}
