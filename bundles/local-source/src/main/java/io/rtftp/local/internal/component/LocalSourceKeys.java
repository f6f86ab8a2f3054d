package io.rtftp.local.internal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The key of {@code io.rtftp} that the local places work by. */
@ObjectClassDefinition(name = "RTFTP: local files", description = "Where the client directories and default/ lie")
@interface LocalSourceKeys {

    @AttributeDefinition(
            description = "The TFTP root: an absolute directory with default/, client directories and .nbd files")
    String tftp__root() default "/srv/tftp";
}
