package io.rtftp.watcher.internal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The key of {@code io.rtftp} that the watcher works by. */
@ObjectClassDefinition(name = "RTFTP: watcher", description = "Where disk descriptions are looked for")
@interface WatcherKeys {

    @AttributeDefinition(
            description = "The TFTP root: an absolute directory with default/, client directories and .nbd files")
    String tftp__root() default "/srv/tftp";
}
