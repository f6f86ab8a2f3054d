package io.rtftp.api.config;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One component's view of the configuration {@code io.rtftp}: reads its keys one by one, and where a delivered value is wrong
 * says so and keeps the value in force, or the default where none was.
 *
 * <p>The defaults are those of the component's annotation type, whose methods are named after the keys as Declarative
 * Services maps them ({@code idle__timeout} is {@code idle_timeout}, OSGi Compendium §112.8.2.1). Not thread-safe: Declarative
 * Services calls a component from one thread at a time.
 */
public final class ConfigurationKeys {

    /** The PID of the one configuration. */
    public static final String PID = "io.rtftp";

    private final Map<String, String> defaults = new HashMap<>();
    private final Map<String, String> inForce = new HashMap<>();
    private final Consumer<String> complaints;
    private Map<String, ?> delivered = Map.of();

    /**
     * A view with nothing delivered yet.
     *
     * @param keys the annotation type that declares the keys with their defaults
     * @param complaints told one sentence per wrong value: key, value, what is allowed, what stays in force
     */
    public ConfigurationKeys(Class<? extends Annotation> keys, Consumer<String> complaints) {
        this.complaints = complaints;
        for (Method key : keys.getDeclaredMethods()) {
            Object value = key.getDefaultValue();
            if (value != null) {
                defaults.put(keyOf(key.getName()), text(value));
            }
        }
    }

    /** Takes a new delivery; the questions below answer from it from now on. */
    public ConfigurationKeys deliver(Map<String, ?> properties) {
        delivered = Map.copyOf(properties);
        return this;
    }

    /** A whole number from {@code least} to {@code most}. */
    public int integer(String key, int least, int most) {
        return value(key, "a whole number from " + least + " to " + most, text -> {
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException(text);
            }
            return number;
        });
    }

    /** {@code true} or {@code false}, in any case. */
    public boolean flag(String key) {
        return value(key, "true or false", text -> {
            if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
                throw new IllegalArgumentException(text);
            }
            return Boolean.parseBoolean(text);
        });
    }

    /** An absolute path of a directory that is there and can be read. */
    public Path directory(String key) {
        return value(key, "the absolute path of a directory this server can read", text -> {
            Path path = absolute(text);
            // The first value is taken on trust: a server that starts before its root is mounted must find it later.
            // So is the one in force: a change of another key must not fail while the root is away.
            boolean isNew = inForce.containsKey(key) && !text.equals(inForce.get(key));
            if (isNew && !(Files.isDirectory(path) && Files.isReadable(path))) {
                throw new IllegalArgumentException(text);
            }
            return path;
        });
    }

    /**
     * A value of the caller's own kind.
     *
     * @param key the key as the operator writes it
     * @param allowed what is right, to end the sentence "… is not …"
     * @param parse turns the trimmed text into the value; any {@link IllegalArgumentException} means that it is wrong
     */
    public <T> T value(String key, String allowed, Function<String, T> parse) {
        String standing = inForce.getOrDefault(key, defaults.getOrDefault(key, ""));
        Object raw = delivered.get(key);
        String wanted = raw == null ? defaults.getOrDefault(key, "") : text(raw).strip();
        try {
            T value = parse.apply(wanted);
            inForce.put(key, wanted);
            return value;
        } catch (IllegalArgumentException wrong) {
            complaints.accept(PID + ": " + key + " = " + wanted + " is not " + allowed + "; " + key + " = " + standing
                    + " stays");
            return parse.apply(standing);
        }
    }

    private static Path absolute(String text) {
        try {
            Path path = Path.of(text);
            if (text.isEmpty() || !path.isAbsolute()) {
                throw new IllegalArgumentException(text);
            }
            return path.normalize();
        } catch (InvalidPathException notAPath) {
            throw new IllegalArgumentException(text, notAPath);
        }
    }

    private static String keyOf(String methodName) {
        return methodName.replace("__", "\0").replace('_', '.').replace('\0', '_');
    }

    private static String text(Object value) {
        if (!value.getClass().isArray()) {
            return String.valueOf(value);
        }
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < Array.getLength(value); i++) {
            joined.append(i == 0 ? "" : ",").append(Array.get(value, i));
        }
        return joined.toString();
    }
}
