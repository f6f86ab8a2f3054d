package io.rtftp.testkit.disk;

/** Runs guestfish(1): what only an appliance can do to an image. Takes as long as an appliance boots. */
final class Guestfish {

    private static final HostTool TOOL = new HostTool("guestfish", "guestfish");

    /** KVM can be there and crash, which libguestfs does not try to get round. */
    private static final String EMULATED = "set-backend direct\nset-backend-settings force_tcg\n";

    private Guestfish() {}

    /** Runs the commands; once more where the machine hangs, as under emulation it does now and then while it boots. */
    static void run(String commands) {
        String[] none = {};
        try {
            TOOL.run(EMULATED + commands, none);
        } catch (HostTool.HangsException hung) {
            TOOL.run(EMULATED + commands, none);
        }
    }
}
