package io.rtftp.protocol.internal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code io.rtftp} that the protocol works by, as text: {@link SettingsReader} says what is right. */
@ObjectClassDefinition(
        name = "RTFTP: TFTP server",
        description = "Where requests are received and what clients are granted")
@interface ProtocolKeys {

    @AttributeDefinition(
            description =
                    "Where requests are received: ADDRESS:PORT, IPv6 in brackets, or HOST:PORT; [::]:69 is every address")
    String listen() default "[::]:69";

    @AttributeDefinition(
            description = "Seconds after which what no client uses is let go: sockets of a local address, disks")
    String idle__timeout() default "300";

    @AttributeDefinition(
            description = "The TFTP root: an absolute directory with default/, client directories and .nbd files")
    String tftp__root() default "/srv/tftp";

    @AttributeDefinition(
            description = "The largest block granted (RFC 2348), 8 to 65464 bytes, or auto: what fits the path's MTU")
    String block__size__max() default "auto";

    @AttributeDefinition(description = "The largest window granted (RFC 7440), in bytes, whatever was asked")
    String window__bytes__max() default "4194304";

    @AttributeDefinition(description = "How often a silent client is sent the same again before it counts as gone")
    String retransmissions() default "5";

    @AttributeDefinition(
            description =
                    "Milliseconds the first answer may take, where the client gave no timeout of its own (RFC 2349)")
    String first__timeout__ms() default "1000";

    @AttributeDefinition(description = "How many transfers one client address may have at once")
    String sessions__per__client() default "64";

    @AttributeDefinition(description = "How many transfers there may be at once")
    String sessions__max() default "10000";

    @AttributeDefinition(
            description =
                    "Whose requests are heard: networks such as 10.0.0.0/8, fd00::/8; empty: everyone's. Others get silence")
    String allowed__networks() default "";

    @AttributeDefinition(description = "Whether answers leave from the listening port, for containers and NAT")
    String single__port() default "false";
}
