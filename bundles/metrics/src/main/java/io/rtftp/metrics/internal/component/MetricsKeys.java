package io.rtftp.metrics.internal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The key of {@code io.rtftp} that metrics work by. */
@ObjectClassDefinition(name = "RTFTP: metrics", description = "Where Prometheus finds the server's metrics")
@interface MetricsKeys {

    @AttributeDefinition(
            description =
                    "Where metrics are published over HTTP: PORT on the loopback address, or ADDRESS:PORT; empty: nowhere")
    String metrics__listen() default "";
}
