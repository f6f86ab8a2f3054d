package io.rtftp.protocol.internal.wire;

import io.rtftp.protocol.internal.wire.Packet.Ack;
import io.rtftp.protocol.internal.wire.Packet.Data;
import io.rtftp.protocol.internal.wire.Packet.Failure;
import io.rtftp.protocol.internal.wire.Packet.OptionAck;
import io.rtftp.protocol.internal.wire.Packet.ReadRequest;
import io.rtftp.protocol.internal.wire.Packet.WriteRequest;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Turns datagrams into packets and back. */
public final class PacketCodec {

    /** The bytes before the content of a DATA packet (RFC 1350 §5). */
    public static final int DATA_HEADER_BYTES = 4;

    private PacketCodec() {}

    /**
     * Decodes one datagram, from the buffer's position to its limit.
     *
     * @throws MalformedPacketException when the datagram is not a packet of RFC 1350 or RFC 2347
     */
    public static Packet decode(ByteBuffer datagram) {
        if (datagram.remaining() < 2) {
            throw new MalformedPacketException("shorter than an opcode");
        }
        int opcode = number(datagram);
        return switch (opcode) {
            case Opcode.READ_REQUEST -> readRequest(datagram);
            case Opcode.WRITE_REQUEST -> new WriteRequest(PacketText.fileName(datagram));
            case Opcode.DATA -> new Data(number(datagram), datagram.slice().asReadOnlyBuffer());
            case Opcode.ACK -> new Ack(number(datagram));
            case Opcode.ERROR -> new Failure(number(datagram), PacketText.openEnded(datagram));
            case Opcode.OPTION_ACK -> new OptionAck(options(datagram));
            default -> throw new MalformedPacketException("unknown opcode " + opcode);
        };
    }

    /** Encodes {@code packet} at the position of {@code out}, which must have room for {@link #encodedLength} bytes. */
    public static void encode(Packet packet, ByteBuffer out) {
        if (packet instanceof ReadRequest request) {
            out.putShort((short) Opcode.READ_REQUEST);
            PacketText.put(request.name(), out);
            PacketText.put(request.mode(), out);
            putOptions(request.options(), out);
        } else if (packet instanceof WriteRequest request) {
            out.putShort((short) Opcode.WRITE_REQUEST);
            PacketText.put(request.name(), out);
        } else if (packet instanceof Data data) {
            dataHeader(data.block(), out);
            out.put(data.content().duplicate());
        } else if (packet instanceof Ack ack) {
            out.putShort((short) Opcode.ACK).putShort((short) ack.block());
        } else if (packet instanceof Failure failure) {
            out.putShort((short) Opcode.ERROR).putShort((short) failure.code());
            PacketText.put(failure.message(), out);
        } else if (packet instanceof OptionAck optionAck) {
            out.putShort((short) Opcode.OPTION_ACK);
            putOptions(optionAck.options(), out);
        }
    }

    /** The bytes of a DATA packet before its content; the content follows (RFC 1350 §5). */
    public static void dataHeader(int block, ByteBuffer out) {
        out.putShort((short) Opcode.DATA).putShort((short) block);
    }

    /** An upper bound for the bytes that {@link #encode} writes. */
    public static int encodedLength(Packet packet) {
        if (packet instanceof ReadRequest request) {
            return 4
                    + PacketText.length(request.name())
                    + PacketText.length(request.mode())
                    + length(request.options());
        } else if (packet instanceof WriteRequest request) {
            return 2 + PacketText.length(request.name());
        } else if (packet instanceof Data data) {
            return 4 + data.content().remaining();
        } else if (packet instanceof Failure failure) {
            return 4 + PacketText.length(failure.message());
        } else if (packet instanceof OptionAck optionAck) {
            return 2 + length(optionAck.options());
        }
        return 4;
    }

    private static ReadRequest readRequest(ByteBuffer in) {
        String name = PacketText.fileName(in);
        String mode = PacketText.closed(in, "transfer mode").toLowerCase(Locale.ROOT);
        return new ReadRequest(name, mode, options(in));
    }

    /** Reads options up to the end; firmware pads with zeros and forgets the last one, and neither is worth a refusal. */
    private static Map<String, String> options(ByteBuffer in) {
        Map<String, String> options = new LinkedHashMap<>();
        while (in.hasRemaining()) {
            String name = PacketText.openEnded(in).toLowerCase(Locale.ROOT);
            if (!name.isEmpty() && in.hasRemaining()) {
                options.putIfAbsent(name, PacketText.openEnded(in));
            }
        }
        return options;
    }

    private static void putOptions(Map<String, String> options, ByteBuffer out) {
        options.forEach((name, value) -> {
            PacketText.put(name, out);
            PacketText.put(value, out);
        });
    }

    private static int length(Map<String, String> options) {
        int length = 0;
        for (Map.Entry<String, String> option : options.entrySet()) {
            length += PacketText.length(option.getKey()) + PacketText.length(option.getValue());
        }
        return length;
    }

    private static int number(ByteBuffer in) {
        if (in.remaining() < 2) {
            throw new MalformedPacketException("shorter than its numbers");
        }
        return Short.toUnsignedInt(in.getShort());
    }
}
