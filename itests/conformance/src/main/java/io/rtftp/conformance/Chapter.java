package io.rtftp.conformance;

import java.util.List;
import java.util.stream.Stream;

/** What cases are sorted by. */
public enum Chapter {
    BOOT_CLIENTS("Boot clients"),
    RULES("Rules of the RFCs"),
    FLAWS("What breaks servers"),
    REFLECTION("Reflection");

    private final String title;

    Chapter(String title) {
        this.title = title;
    }

    /** The heading, for a person to read. */
    public String title() {
        return title;
    }

    /** Its cases, in the order of the table. */
    public List<Case> cases() {
        return switch (this) {
            case BOOT_CLIENTS ->
                Stream.of(UefiClients.CASES, Bootloaders.CASES, BoardFirmware.CASES)
                        .flatMap(List::stream)
                        .toList();
            case RULES ->
                Stream.of(Rules.CASES, OptionRules.CASES, WindowRules.CASES)
                        .flatMap(List::stream)
                        .toList();
            case FLAWS ->
                Stream.of(OddNames.CASES, OddOptions.CASES, OddPackets.CASES, OddFiles.CASES, LostBlocks.CASES)
                        .flatMap(List::stream)
                        .toList();
            case REFLECTION -> Reflection.CASES;
        };
    }
}
