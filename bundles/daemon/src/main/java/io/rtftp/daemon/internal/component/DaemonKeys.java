package io.rtftp.daemon.internal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The key of {@code io.rtftp} that the start is checked by. */
@ObjectClassDefinition(name = "RTFTP: start", description = "What must be right for the server to start")
@interface DaemonKeys {

    @AttributeDefinition(description = "The directory files are served from: an absolute path")
    String tftp__root() default "/srv/tftp";
}
