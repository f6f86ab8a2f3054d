package io.rtftp.conformance;

import static io.rtftp.testkit.tftp.Packets.bytes;
import static io.rtftp.testkit.tftp.Packets.error;
import static io.rtftp.testkit.tftp.Packets.readRequest;

import io.rtftp.testkit.tftp.Packets;
import io.rtftp.testkit.tftp.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Options that are cut short, senseless or greedy. */
final class OddOptions {

    private static final String SUBJECT = "options";
    private static final long WINDOW_BYTES_MOST = 4 << 20;

    static final List<Case> CASES = cases();

    private OddOptions() {}

    private static List<Case> cases() {
        Map<String, String> odd = new LinkedHashMap<>();
        odd.put("without a value", "blksize\0");
        odd.put("without its final zero", "blksize\0abc");
        odd.put("with an empty value", "blksize\0\0");
        odd.put("with the value abc", "blksize\0abc\0");
        odd.put("with the value -1", "blksize\0-1\0");
        odd.put("with the value 7", "blksize\0007\0");
        odd.put("with the value 65465", "blksize\00065465\0");
        odd.put("with a value of 20 digits", "blksize\00012345678901234567890\0");
        odd.put("without a name", "\0\0\0\0");
        List<Case> cases = new ArrayList<>();
        odd.forEach((what, option) -> cases.add(answered(what, option)));
        cases.add(new Case(
                SUBJECT,
                "blocks of 8 bytes and every option, so that the OACK is longer than a block: the file arrives",
                (server, client) -> server.delivers(
                        client,
                        ReferenceFile.TEN_BLOCKS.content(),
                        readRequest(
                                ReferenceFile.TEN_BLOCKS.path(),
                                "blksize",
                                "8",
                                "timeout",
                                "2",
                                "tsize",
                                "0",
                                "windowsize",
                                "2"))));
        cases.add(greedy());
        return List.copyOf(cases);
    }

    /** RFC 2347 has it left out; an ERROR is an answer too. Silence is none, and granting it is wrong. */
    private static Case answered(String what, String option) {
        return new Case(SUBJECT, "blksize " + what + ": DATA 1 or an ERROR", (server, client) -> {
            Reply reply = Expect.reply(client.ask(bytes("\0\1boot/kernel\0octet\0" + option)));
            if (reply.opcode() == Packets.OPTION_ACK || reply.isData(1)) {
                client.send(error(8, ""));
            }
            boolean lessGranted = reply.opcode() == Packets.OPTION_ACK
                    && option.startsWith("blksize\00065465")
                    && Integer.parseInt(reply.options().getOrDefault("blksize", "0")) <= 65_464;
            Expect.that(reply.isData(1) || reply.opcode() == Packets.ERROR || lessGranted, () -> Expect.said(reply));
        });
    }

    private static Case greedy() {
        return new Case(
                SUBJECT,
                "windowsize 65535 with blksize 65464: at most 4 MiB are promised in a window",
                (server, client) -> {
                    Reply reply = Expect.optionAck(client.ask(
                            readRequest(ReferenceFile.LARGE.path(), "blksize", "65464", "windowsize", "65535")));
                    client.send(error(8, ""));
                    if (!reply.options().containsKey("windowsize")) {
                        throw Inconclusive.notOffered("windowsize is not granted");
                    }
                    long window = Long.parseLong(reply.options().get("windowsize"))
                            * Long.parseLong(reply.options().getOrDefault("blksize", "512"));
                    Expect.that(window <= WINDOW_BYTES_MOST, () -> "a window of " + window + " bytes");
                });
    }
}
