package io.rtftp.guestfs.internal.appliance;

import io.rtftp.guestfs.internal.source.NbdExport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Waits for the first words of an NBD server, and takes leave as the protocol has it, so that the server has nothing to complain about.
 * QEMU opens an export in its main loop, where a server that accepts and then says nothing would hang the whole appliance; such a server
 * is found out here, with a time limit and without an appliance.
 */
final class NbdGreeting {

    // NBD protocol, Handshake.
    private static final long NBDMAGIC = 0x4e42444d41474943L;
    private static final long IHAVEOPT = 0x49484156454f5054L;
    private static final long OLD_STYLE = 0x0000420281861253L;

    // NBD protocol, Old-style negotiation: size, flags and 124 zeros follow the two magic numbers.
    private static final int OLD_STYLE_REST = 8 + 4 + 124;
    private static final int REQUEST_MAGIC = 0x25609513;
    private static final short CMD_DISC = 2;
    private static final int REQUEST_BYTES = 28;

    private static final int FIXED_NEWSTYLE = 1;
    private static final int NO_ZEROES = 2;
    private static final int OPT_ABORT = 2;
    private static final int ABORT_BYTES = 4 + 8 + 4 + 4;
    private static final int ACK_BYTES = 8 + 4 + 4 + 4;

    private NbdGreeting() {}

    /** Returns when the server has greeted; fails with the URL and the reason when it does not. */
    static void await(NbdExport export, Duration limit) throws ApplianceException {
        try (PatientChannel channel = PatientChannel.open(export.server(), limit)) {
            if (channel.read(Long.BYTES).getLong() != NBDMAGIC) {
                throw new IOException("this is no NBD server");
            }
            long style = channel.read(Long.BYTES).getLong();
            if (style == IHAVEOPT) {
                takeLeave(channel, channel.read(Short.BYTES).getShort());
            } else if (style == OLD_STYLE) {
                takeLeaveOfOldStyle(channel);
            } else {
                throw new IOException("this NBD server negotiates in a way that is not known");
            }
        } catch (IOException e) {
            throw new ApplianceException(ExportNames.of(export) + ": " + e.getMessage(), e);
        }
    }

    // The client agrees to what the server offers, of what was ever defined.
    private static void takeLeave(PatientChannel channel, short flags) throws IOException {
        if ((flags & FIXED_NEWSTYLE) == 0) {
            return; // there is no option but the export's name: nothing polite can be said
        }
        channel.write(ByteBuffer.allocate(ABORT_BYTES)
                .putInt(flags & (FIXED_NEWSTYLE | NO_ZEROES))
                .putLong(IHAVEOPT)
                .putInt(OPT_ABORT)
                .putInt(0)
                .flip());
        // Its answer is awaited: who goes before it makes the server fail to write it, and say so.
        channel.drain(ACK_BYTES);
    }

    private static void takeLeaveOfOldStyle(PatientChannel channel) throws IOException {
        channel.read(OLD_STYLE_REST);
        channel.write(ByteBuffer.allocate(REQUEST_BYTES)
                .putInt(REQUEST_MAGIC)
                .putShort((short) 0)
                .putShort(CMD_DISC)
                .position(REQUEST_BYTES)
                .flip());
    }
}
