package io.rtftp.chain.internal.ranked;

import io.rtftp.api.file.FileResolver;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a service's properties say about its place in the chain; what is wrong with them is said once, in the log. */
final class Registration {

    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final String RANKING = "service.ranking"; // OSGi Core, Constants.SERVICE_RANKING
    private static final String ID = "service.id";

    private final Map<String, ?> properties;

    Registration(Map<String, ?> properties) {
        this.properties = properties;
    }

    /** The service's number in the container. */
    long serviceId() {
        return properties.get(ID) instanceof Long id ? id : -1;
    }

    /** Whether it has a name; without one it can't be in the chain. */
    boolean isNamed() {
        if (name().isBlank()) {
            LOG.warn(
                    "a FileResolver of bundle {} (service {}) is not asked: its service property {} must be a String that names it, and is {}",
                    properties.get("service.bundleid"),
                    serviceId(),
                    FileResolver.NAME,
                    properties.get(FileResolver.NAME));
            return false;
        }
        return true;
    }

    /** The place it describes. */
    Place place(FileResolver resolver) {
        return new Place(name(), ranking(), serviceId(), resolver, new Tally());
    }

    private String name() {
        return properties.get(FileResolver.NAME) instanceof String name ? name : "";
    }

    private int ranking() {
        Object ranking = properties.get(RANKING);
        if (ranking instanceof Integer number) {
            return number;
        }
        if (ranking != null) {
            LOG.warn(
                    "resolver {}: its {} is the {} {}, where only an Integer counts; it is asked at ranking 0",
                    name(),
                    RANKING,
                    ranking.getClass().getSimpleName(),
                    ranking);
        }
        return 0;
    }
}
