package io.rtftp.metrics.internal.meter;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a meter tells, as Prometheus reads it. */
final class Scraped {

    private final String text;

    private Scraped(String text) {
        this.text = text;
    }

    static Scraped from(MultiCollector meter) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, meter.collect());
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return new Scraped(out.toString(StandardCharsets.UTF_8));
    }

    /** The value of a series, named as it is written; NaN where it is not there. */
    double value(String series) {
        return text.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    @Override
    public String toString() {
        return text;
    }
}
