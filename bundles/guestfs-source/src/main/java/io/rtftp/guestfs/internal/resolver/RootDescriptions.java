package io.rtftp.guestfs.internal.resolver;

import io.rtftp.api.file.Glance;
import io.rtftp.guestfs.internal.description.DescriptionException;
import io.rtftp.guestfs.internal.description.DescriptionParser;
import io.rtftp.guestfs.internal.description.DiskDescription;
import io.rtftp.guestfs.internal.disk.Disks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The clients' descriptions. The watcher says what comes and goes; each request looks at its client's file itself all the same, so that
 * a change holds for the next request, and nothing depends on the watcher. Thread-safe.
 */
public final class RootDescriptions {

    /** What a description's name ends with. */
    public static final String SUFFIX = ".nbd";

    private final Disks disks;
    private final Consumer<String> complaints;
    private final Map<Path, Known> known = new ConcurrentHashMap<>(); // changed under the lock

    /**
     * No descriptions yet; what is learned is told to {@code disks}.
     *
     * @param complaints told what is wrong with a file, once, in a sentence
     */
    public RootDescriptions(Disks disks, Consumer<String> complaints) {
        this.disks = disks;
        this.complaints = complaints;
    }

    /** What describes this client's disk now; what was in force stays where the file is wrong. */
    public Sight look(Path root, String client) {
        return look(root.resolve(client + SUFFIX));
    }

    /** What {@code glance} tells without a look at the file: that there is none and was none; empty where that is not certain. */
    public Optional<Sight> glance(Path root, String client, Glance glance) {
        Path file = root.resolve(client + SUFFIX);
        return !known.containsKey(file) && glance.isAbsent(file)
                ? Optional.of(new Sight.None("no file " + file))
                : Optional.empty();
    }

    /** What this file describes now. */
    public Sight look(Path file) {
        try {
            Optional<String> text = DescriptionFile.read(file);
            if (text.isEmpty()) {
                onGone(file);
                return new Sight.None("no file " + file);
            }
            return onText(file, text.get(), false);
        } catch (IOException unreadable) {
            return onWrong(file, "", String.valueOf(unreadable.getMessage()));
        }
    }

    /** The file has this text. */
    public synchronized Sight onText(Path file, String text, boolean prepare) {
        Known before = known.get(file);
        if (before != null && before.text.equals(text)) {
            return before.sight(file);
        }
        try {
            DiskDescription description = DescriptionParser.parse(text);
            Known now = new Known(text, Optional.of(description), "");
            known.put(file, now);
            disks.describe(client(file), file, description, prepare);
            return now.sight(file);
        } catch (DescriptionException wrong) {
            return onWrong(file, text, String.valueOf(wrong.getMessage()));
        }
    }

    private synchronized Sight onWrong(Path file, String text, String reason) {
        Known before = known.get(file);
        Known now = new Known(text, before == null ? Optional.empty() : before.description, reason);
        if (!now.equals(before)) {
            known.put(file, now);
            disks.misdescribe(client(file), file, file.getFileName() + ": " + reason);
            complaints.accept(file + " is no disk description: " + reason
                    + (now.description.isPresent() ? "; what it said before holds" : ""));
        }
        return now.sight(file);
    }

    /** The file is not there any more. */
    public synchronized void onGone(Path file) {
        if (known.remove(file) != null) {
            disks.undescribe(client(file));
        }
    }

    /** Nothing of this root counts any more. */
    public synchronized void onRootLeft() {
        known.keySet().forEach(file -> disks.undescribe(client(file)));
        known.clear();
    }

    private static String client(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    /** What a look at a client's description shows. */
    public sealed interface Sight {

        /** The client has no disk; {@code why} is for a person to read. */
        record None(String why) implements Sight {}

        /** The client has this disk. */
        record Present(DiskDescription description) implements Sight {}

        /** The client has a disk that could not be understood; {@code reason} is for a person to read. */
        record Wrong(String reason) implements Sight {}
    }

    private record Known(String text, Optional<DiskDescription> description, String error) {

        Sight sight(Path file) {
            return description
                    .<Sight>map(Sight.Present::new)
                    .orElseGet(() -> new Sight.Wrong(file.getFileName() + ": " + error));
        }
    }
}
