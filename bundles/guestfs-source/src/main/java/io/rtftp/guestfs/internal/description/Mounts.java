package io.rtftp.guestfs.internal.description;

import io.rtftp.guestfs.internal.source.MountPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The key {@code mounts} of a description. */
final class Mounts {

    private static final String KEY = "mounts";
    private static final String RIGHT = "it must be \"auto\" or a list of at least one mount, such as "
            + "{\"partition\": 1, \"mountpoint\": \"/\"}";
    private static final List<String> FILESYSTEM_KEYS = List.of("partition", "device", "label", "uuid");
    private static final List<String> MOUNT_KEYS =
            List.of("partition", "device", "label", "uuid", "mountpoint", "options");
    private static final Pattern PARTITION = Pattern.compile("[1-9]\\d{0,2}");
    private static final Pattern VOLUME =
            Pattern.compile("/dev/(?!\\.{1,2}/)[A-Za-z0-9+_.-]{1,127}/(?!\\.{1,2}$)[A-Za-z0-9+_.-]{1,127}");
    private static final Pattern LABEL = Pattern.compile("[^\\p{Cntrl}]{1,255}");
    private static final Pattern UUID = Pattern.compile("[0-9A-Fa-f]{4,32}|[0-9A-Fa-f][0-9A-Fa-f-]{2,34}[0-9A-Fa-f]");

    private Mounts() {}

    /** The plan that {@code value} is; inspection where there is none. */
    static MountPlan of(Optional<Json> value) throws DescriptionException {
        if (value.isEmpty()
                || (value.get() instanceof Json.Text text && text.value().equals("auto"))) {
            return new MountPlan.Inspected();
        }
        if (!(value.get() instanceof Json.Items list) || list.items().isEmpty()) {
            throw DescriptionException.wrong(KEY, value.get(), RIGHT);
        }
        List<MountPlan.Mount> mounts = new ArrayList<>();
        Set<String> mountpoints = new HashSet<>();
        for (Json item : list.items()) {
            Keys keys = Keys.of(KEY + "[" + (mounts.size() + 1) + "]", item, MOUNT_KEYS);
            MountPlan.Mount mount = mount(keys);
            if (!mountpoints.add(mount.mountpoint())) {
                throw new DescriptionException(keys.place().text() + ": " + keys.named("mountpoint") + " = \""
                        + mount.mountpoint() + "\" is not right: another mount has it already");
            }
            mounts.add(mount);
        }
        return new MountPlan.Listed(mounts);
    }

    private static MountPlan.Mount mount(Keys keys) throws DescriptionException {
        String mountpoint = keys.text("mountpoint", DiskPath::of)
                .orElseThrow(() -> new DescriptionException(keys.place().text() + ": " + keys.named("mountpoint")
                        + " is missing: it must be an absolute path such as /boot"));
        Optional<Json> options = keys.value("options");
        return new MountPlan.Mount(
                filesystem(keys),
                mountpoint,
                options.isEmpty() ? List.of() : MountOptions.of(keys.named("options"), options.get()));
    }

    private static MountPlan.Filesystem filesystem(Keys keys) throws DescriptionException {
        if (FILESYSTEM_KEYS.stream().filter(keys::has).count() != 1) {
            throw new DescriptionException(keys.place().text() + ": " + keys.named("…")
                    + ": a mount must have exactly one of " + String.join(", ", FILESYSTEM_KEYS));
        }
        Optional<Json> partition = keys.value("partition");
        if (partition.isPresent()) {
            return partition(keys.named("partition"), partition.get());
        }
        Optional<MountPlan.Filesystem> device = keys.text("device", Mounts::device);
        Optional<MountPlan.Filesystem> label = keys.text(
                "label",
                text -> new MountPlan.Label(matching(LABEL, text, "a label has 1 to 255 printable characters")));
        Optional<MountPlan.Filesystem> uuid = keys.text(
                "uuid",
                text -> new MountPlan.Uuid(
                        matching(UUID, text, "it must be a filesystem's UUID as blkid shows it, such as 1A2B-3C4D")));
        return device.or(() -> label).or(() -> uuid).orElseThrow();
    }

    private static MountPlan.Filesystem partition(String key, Json value) throws DescriptionException {
        if (!(value instanceof Json.Bare bare)
                || !PARTITION.matcher(bare.literal()).matches()) {
            throw DescriptionException.wrong(
                    key,
                    value,
                    "it must be the partition's number in the partition table, 1 to 999, as lsblk shows it");
        }
        return new MountPlan.Partition(Integer.parseInt(bare.literal()));
    }

    private static MountPlan.Filesystem device(String text) {
        if (text.equals("disk")) {
            return new MountPlan.WholeDisk();
        }
        return new MountPlan.LogicalVolume(
                matching(VOLUME, text, "it must be a logical volume, /dev/GROUP/VOLUME, or disk for the whole disk"));
    }

    private static String matching(Pattern pattern, String text, String right) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(right);
        }
        return text;
    }
}
