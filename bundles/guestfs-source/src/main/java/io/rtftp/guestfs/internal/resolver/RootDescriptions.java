package io.rtftp.guestfs.internal.resolver;

import io.rtftp.api.file.Glance;
import io.rtftp.guestfs.internal.description.DescriptionException;
import io.rtftp.guestfs.internal.description.DescriptionParser;
import io.rtftp.guestfs.internal.description.DiskDescription;
import io.rtftp.guestfs.internal.disk.Disks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The clients' descriptions. The watcher says what comes and goes; each request looks at its client's file itself all the same, so that
 * a change holds for the next request, and nothing depends on the watcher. Thread-safe.
 *
 * <p>The watcher hears of another root on its own, sooner or later than this bundle: what it says of files that lie elsewhere is kept, and
 * counts as soon as their directory is the root. It says nothing twice.
 */
public final class RootDescriptions {

    /** What a description's name ends with. */
    public static final String SUFFIX = ".nbd";

    private final Disks disks;
    private final Consumer<String> complaints;
    private final Map<Path, Known> known = new ConcurrentHashMap<>(); // changed under the lock
    private Path root; // under the lock

    /**
     * No descriptions yet; what is learned is told to {@code disks}.
     *
     * @param root the TFTP root
     * @param complaints told what is wrong with a file, once, in a sentence
     */
    public RootDescriptions(Path root, Disks disks, Consumer<String> complaints) {
        this.root = root;
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
            if (isInRoot(file)) {
                disks.describe(client(file), file, description, prepare);
            }
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
            if (isInRoot(file)) {
                tellWrong(file, now);
            }
        }
        return now.sight(file);
    }

    /** The file is not there any more. */
    public synchronized void onGone(Path file) {
        if (known.remove(file) != null && isInRoot(file)) {
            disks.undescribe(client(file));
        }
    }

    /**
     * Another directory is the root: nothing in the one before counts any more, and what is known of this one does.
     *
     * @param prepare whether its disks are attached before anyone asks
     */
    public synchronized void onRoot(Path next, boolean prepare) {
        List<Path> left = known.keySet().stream().filter(this::isInRoot).toList();
        left.forEach(this::onGone);
        root = next;
        known.forEach((file, now) -> {
            if (isInRoot(file)) {
                now.description.ifPresent(description -> disks.describe(client(file), file, description, prepare));
                if (!now.error.isEmpty()) {
                    tellWrong(file, now);
                }
            }
        });
    }

    private void tellWrong(Path file, Known wrong) {
        disks.misdescribe(client(file), file, file.getFileName() + ": " + wrong.error);
        complaints.accept(file + " is no disk description: " + wrong.error
                + (wrong.description.isPresent() ? "; what it said before holds" : ""));
    }

    private boolean isInRoot(Path file) {
        return root.equals(file.getParent());
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
