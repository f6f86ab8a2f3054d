package io.rtftp.guestfs.internal.description;

import io.rtftp.guestfs.internal.source.DiskSource;
import io.rtftp.guestfs.internal.source.NbdExport;
import java.util.List;
import java.util.Optional;

/** Reads a {@code .nbd} file's text. Strict: what is not understood is an error, never ignored. */
public final class DescriptionParser {

    private static final String URL_RIGHT =
            "it must be an NBD URI such as nbd://10.10.10.10/disk or nbd+unix:///disk?socket=/run/nbd.sock";
    private static final List<String> KEYS = List.of("url", "mounts", "tftp_root", "on_failure");

    private DescriptionParser() {}

    /**
     * What {@code json} says.
     *
     * @throws DescriptionException whose message has line and column, key, value and what would be right
     */
    public static DiskDescription parse(String json) throws DescriptionException {
        Json whole = JsonReader.read(json);
        Keys keys = Keys.of("", whole, KEYS);
        Optional<Json> url = keys.value("url");
        if (url.isEmpty()) {
            throw new DescriptionException(keys.place().text() + ": url is missing: " + URL_RIGHT);
        }
        return new DiskDescription(
                new DiskSource(export(url.get()), Mounts.of(keys.value("mounts"))),
                keys.text("tftp_root", DiskPath::of).orElse("/"),
                keys.text("on_failure", DescriptionParser::onFailure).orElse(DiskDescription.OnFailure.ERROR));
    }

    private static NbdExport export(Json value) throws DescriptionException {
        if (!(value instanceof Json.Text text)) {
            throw DescriptionException.wrong("url", value, URL_RIGHT);
        }
        Json shown = new Json.Text(text.place(), NbdUri.withoutSecrets(text.value()));
        try {
            return NbdUri.parse(text.value());
        } catch (IllegalArgumentException wrong) {
            throw DescriptionException.wrong("url", shown, String.valueOf(wrong.getMessage()));
        }
    }

    private static DiskDescription.OnFailure onFailure(String text) {
        return switch (text) {
            case "error" -> DiskDescription.OnFailure.ERROR;
            case "skip" -> DiskDescription.OnFailure.SKIP;
            default -> throw new IllegalArgumentException("it must be \"error\" or \"skip\"");
        };
    }
}
