package io.rtftp.guestfs.internal.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rtftp.guestfs.internal.source.DiskSource;
import io.rtftp.guestfs.internal.source.MountPlan;
import io.rtftp.guestfs.internal.source.NbdExport;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionParserTest {

    private static final String SMALLEST = "{\"url\": \"nbd://h/x\"}";
    private static final String WHOLE = """
            {
              "url": "nbd://10.10.10.10:25000/server_root",
              "mounts": [ { "partition": 2, "mountpoint": "/" }, { "partition": 1, "mountpoint": "/boot" } ],
              "tftp_root": "/boot",
              "on_failure": "skip"
            }
            """;

    @Test
    void readsEveryKey() throws DescriptionException {
        assertThat(DescriptionParser.parse(WHOLE))
                .isEqualTo(new DiskDescription(
                        new DiskSource(
                                new NbdExport(new NbdExport.Tcp("10.10.10.10", 25_000), "server_root", false),
                                new MountPlan.Listed(List.of(
                                        new MountPlan.Mount(new MountPlan.Partition(2), "/", List.of()),
                                        new MountPlan.Mount(new MountPlan.Partition(1), "/boot", List.of())))),
                        "/boot",
                        DiskDescription.OnFailure.SKIP));
    }

    @Test
    void theUrlAloneIsEnough() throws DescriptionException {
        DiskDescription description = DescriptionParser.parse(SMALLEST);

        assertThat(description.source().mounts()).isEqualTo(new MountPlan.Inspected());
        assertThat(description.root()).isEqualTo("/");
        assertThat(description.onFailure()).isEqualTo(DiskDescription.OnFailure.ERROR);
    }

    @Test
    void autoIsInspection() throws DescriptionException {
        assertThat(DescriptionParser.parse("{\"url\": \"nbd://h/x\", \"mounts\": \"auto\"}"))
                .isEqualTo(DescriptionParser.parse(SMALLEST));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"device\": \"/dev/vg/root-lv\" | LogicalVolume[device=/dev/vg/root-lv]",
                "\"device\": \"disk\" | WholeDisk[]",
                "\"label\": \"my root\" | Label[label=my root]",
                "\"uuid\": \"1A2B-3C4D\" | Uuid[uuid=1A2B-3C4D]",
                "\"partition\": 128 | Partition[number=128]",
            })
    void aFilesystemIsNamedInOneOfFourWays(String member, String what) throws DescriptionException {
        assertThat(mounts("{" + member + ", \"mountpoint\": \"/\"}").get(0).what())
                .hasToString(what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"subvol=@,ro\"", "[\"subvol=@\", \"ro\"]"})
    void optionsAreAListOrATextWithCommas(String options) throws DescriptionException {
        assertThat(mounts("{\"partition\": 1, \"mountpoint\": \"/\", \"options\": " + options + "}")
                        .get(0)
                        .options())
                .containsExactly("subvol=@", "ro");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw", "loop", "exec", "subvol=", "subvol=a\\u0000b", "ro,", "", "device=/dev/sda", "ro,rw"})
    void anyOtherOptionIsRefused(String option) {
        assertRefused(mount("\"partition\": 1, \"mountpoint\": \"/\", \"options\": \"" + option + "\""), "options");
    }

    @Test
    void aListedOptionSmugglesNoSecondOne() {
        assertRefused(
                mount("\"partition\": 1, \"mountpoint\": \"/\", \"options\": [\"subvol=@,rw\"]"), "the options are");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"url\": \"nbd://h/x\", \"colour\": 1} | line 1, column 32: unknown key \"colour\"; the keys are url, mounts",
                "{\"url\": 5} | line 1, column 9: url = 5 is not right: it must be an NBD URI",
                "{\"url\": \"nbd://h/a b\"} | url = \"nbd://h/a b\" is not right: in a URI, ' ' must be written as %20",
                "{\"url\": \"nbd://h/x\", \"tftp_root\": \"boot\"} | tftp_root = \"boot\" is not right: it must be an absolute path",
                "{\"url\": \"nbd://h/x\", \"tftp_root\": \"/a/../b\"} | tftp_root = \"/a/../b\" is not right: it must be without '.'",
                "{\"url\": \"nbd://h/x\", \"tftp_root\": null} | tftp_root = null is not right: it must be a string",
                "{\"url\": \"nbd://h/x\", \"on_failure\": \"SKIP\"} | on_failure = \"SKIP\" is not right: it must be \"error\" or \"skip\"",
                "{\"url\": \"nbd://h/x\", \"mounts\": []} | mounts = [] is not right: it must be \"auto\" or a list",
                "{\"url\": \"nbd://h/x\", \"mounts\": \"AUTO\"} | mounts = \"AUTO\" is not right",
                "{\"url\": \"nbd://h/x\", \"mounts\": {}} | mounts = {} is not right",
                "{\"url\": \"nbd://h/x\", \"mounts\": [7]} | mounts[1] = 7 is not right: it must be a JSON object",
                "{} | line 1, column 1: url is missing",
                "[] | the file = [] is not right: it must be a JSON object with url, mounts",
                "{\"url\": \"nbd://h/x\"} {} | line 1, column 22: something follows the JSON object",
                "{\"url\": \"nbd://h/x\", \"url\": \"nbd://h/y\"} | not JSON: Duplicate field 'url'",
                "{\"url\": \"nbd://h/x\" | line 1, column 20: not JSON: Unexpected end-of-input",
                "{'url': \"nbd://h/x\"} | not JSON: Unexpected character",
                "' ' | the file is empty",
            })
    void anErrorNamesPlaceKeyValueAndWhatIsRight(String json, String message) {
        assertRefused(json, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"partition\": 0, \"mountpoint\": \"/\" | mounts[1].partition = 0 is not right",
                "\"partition\": \"1\", \"mountpoint\": \"/\" | mounts[1].partition = \"1\" is not right",
                "\"partition\": 1.0, \"mountpoint\": \"/\" | mounts[1].partition = 1.0 is not right",
                "\"partition\": 1 | mounts[1].mountpoint is missing",
                "\"mountpoint\": \"/\" | a mount must have exactly one of partition, device, label, uuid",
                "\"partition\": 1, \"label\": \"a\", \"mountpoint\": \"/\" | exactly one of",
                "\"partition\": 1, \"mountpoint\": \"boot\" | mounts[1].mountpoint = \"boot\" is not right",
                "\"partition\": 1, \"mountpoint\": \"/\", \"fs\": 1 | unknown key \"fs\" in mounts[1]; the keys are partition",
                "\"device\": \"/dev/sda1\", \"mountpoint\": \"/\" | it must be a logical volume",
                "\"device\": \"/dev/../sda\", \"mountpoint\": \"/\" | it must be a logical volume",
                "\"device\": \"/dev/vg/..\", \"mountpoint\": \"/\" | it must be a logical volume",
                "\"label\": \"\", \"mountpoint\": \"/\" | a label has 1 to 255 printable characters",
                "\"uuid\": \"x\", \"mountpoint\": \"/\" | it must be a filesystem's UUID",
                "\"partition\": 1, \"mountpoint\": \"/\", \"options\": 3 | mounts[1].options = 3 is not right",
            })
    void anErrorInAMountNamesTheMount(String members, String message) {
        assertRefused(mount(members), message);
    }

    @Test
    void twoMountsAtOnePlaceAreRefused() {
        assertRefused(
                "{\"url\": \"nbd://h/x\", \"mounts\": [{\"partition\": 1, \"mountpoint\": \"/\"},"
                        + "{\"partition\": 2, \"mountpoint\": \"//\"}]}",
                "mounts[2].mountpoint = \"/\" is not right: another mount has it already");
    }

    @Test
    void anErrorNeverRepeatsASecret() {
        assertThatExceptionOfType(DescriptionException.class)
                .isThrownBy(() -> DescriptionParser.parse("{\"url\": \"nbd://user:hunter2@h/x\"}"))
                .withMessageNotContaining("hunter2");
    }

    @Test
    void deepNestingIsAnErrorLikeAnyOther() {
        assertRefused("[".repeat(100_000), "not JSON");
    }

    @Property
    void anyTextIsADescriptionOrADescriptionException(@ForAll("texts") String text) {
        try {
            assertThat(DescriptionParser.parse(text).root()).startsWith("/");
        } catch (DescriptionException refused) {
            assertThat(refused).hasMessageMatching("(?s)(line \\d+, column \\d+: |the file is empty).*");
        }
    }

    /** Descriptions with one stretch replaced by something else, so that most of the parser is reached. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8),
                Arbitraries.strings()
                        .withChars("{}[]\",:0123456789./%@?#&=\\ntrue \n")
                        .ofMaxLength(8));
        return pieces.flatMap(piece -> Arbitraries.integers()
                .between(0, WHOLE.length() - 1)
                .flatMap(from -> Arbitraries.integers()
                        .between(from, WHOLE.length())
                        .map(to -> WHOLE.substring(0, from) + piece + WHOLE.substring(to))));
    }

    private static List<MountPlan.Mount> mounts(String mount) throws DescriptionException {
        DiskDescription description = DescriptionParser.parse("{\"url\": \"nbd://h/x\", \"mounts\": [" + mount + "]}");
        return ((MountPlan.Listed) description.source().mounts()).mounts();
    }

    private static String mount(String members) {
        return "{\"url\": \"nbd://h/x\", \"mounts\": [{" + members + "}]}";
    }

    private static void assertRefused(String json, String message) {
        assertThatExceptionOfType(DescriptionException.class)
                .isThrownBy(() -> DescriptionParser.parse(json))
                .withMessageContaining(message);
    }
}
