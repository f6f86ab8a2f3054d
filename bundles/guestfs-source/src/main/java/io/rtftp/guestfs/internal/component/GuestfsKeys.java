package io.rtftp.guestfs.internal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code io.rtftp} that disks work by, as text: {@link SettingsReader} says what is right. */
@ObjectClassDefinition(name = "RTFTP: disks", description = "How clients' remote disks are attached and read")
@interface GuestfsKeys {

    @AttributeDefinition(
            description = "The TFTP root: an absolute directory with default/, client directories and .nbd files")
    String tftp__root() default "/srv/tftp";

    @AttributeDefinition(
            description = "Seconds after which what no client uses is let go: sockets of a local address, disks")
    String idle__timeout() default "300";

    @AttributeDefinition(
            description = "Seconds that a view of a disk may be old when a client begins to boot; 0: always a new one")
    String refresh__after() default "10";

    @AttributeDefinition(description = "How many booted appliances are kept ready, once there is a disk")
    String warm__appliances() default "1";

    @AttributeDefinition(description = "How many appliances there may be, warm ones included, about 500 MB each")
    String max__appliances() default "8";

    @AttributeDefinition(description = "Seconds that one call into an appliance may take before it is given up")
    String disk__timeout() default "30";

    @AttributeDefinition(description = "What runs appliances: auto, kvm or tcg (software emulation)")
    String accelerator() default "auto";

    @AttributeDefinition(description = "The memory each appliance is given, in MiB")
    String appliance__memory() default "768";

    @AttributeDefinition(
            description =
                    "Where parts of files and overlays are kept, an absolute directory, or auto: a tmpfs with room")
    String spool__dir() default "auto";

    @AttributeDefinition(description = "How much of files is kept at most, in MiB")
    String spool__limit() default "1024";

    @AttributeDefinition(
            description =
                    "Whether a disk is attached when its description appears or is there at start, before anyone asks")
    String attach__at__start() default "true";

    @AttributeDefinition(
            description =
                    "The directory with the certificates for nbds:// (ca-cert.pem, client-cert.pem, client-key.pem)")
    String tls__certificates() default "";
}
