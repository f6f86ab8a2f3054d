package io.rtftp.shell.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.disk.DiskView;
import io.rtftp.shell.internal.Given;
import io.rtftp.shell.internal.text.Table;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class DiskPagesTest {

    private static final List<DiskView> THREE = List.of(Given.readyDisk(), Given.brokenDisk(), Given.invalidDisk());

    @Test
    void aDiskIsALineAndItsLastErrorOneBelow() {
        assertThat(DisksPage.of(THREE, Table.UNBOUNDED)).isEqualTo("""
                        name                  state    gen     age  clients    pid   memory  open      read    spool  url
                        192.0.2.9:10809/lab7  ready      3  12.4 s        2  41234  512 MiB     1  40.0 MiB  8.0 MiB  nbd://192.0.2.9:10809/lab7
                        192.0.2.9:10809/lab8  broken     -       -        1      -        -     0       0 B      0 B  nbd://192.0.2.9:10809/lab8
                            last error: nbd://192.0.2.9:10809/lab8: Connection refused
                        192.0.2.10.nbd        invalid    -       -        1      -        -     0       0 B      0 B  -
                            last error: 192.0.2.10.nbd: unknown key "urll" at line 2, column 3
                        """);
    }

    @Test
    void onANarrowTerminalTheUrlIsLeftOutAndTheNameIsWhole() {
        assertThat(DisksPage.of(THREE, 120).lines()).first().asString().endsWith("spool  url");
        assertThat(DisksPage.of(THREE, 119).lines().filter(line -> !line.startsWith(" ")))
                .allMatch(line -> line.length() <= 100)
                .element(1)
                .asString()
                .startsWith("192.0.2.9:10809/lab7  ready ")
                .endsWith("8.0 MiB");
    }

    @Test
    void noDisksIsASentence() {
        assertThat(DisksPage.of(List.of(), 80))
                .isEqualTo("no disks are known; a file <client address>.nbd in the TFTP root describes one\n");
    }

    @Test
    void everythingOfOneDisk() {
        assertThat(DiskPage.of(Given.readyDisk())).isEqualTo("""
                        disk              192.0.2.9:10809/lab7
                        url               nbd://192.0.2.9:10809/lab7
                        state             ready
                        generation        3, opened 12.4 s ago
                        mounts            partition 2 (ext4) at /
                                          partition 1 (vfat) at /boot
                        clients           192.0.2.5
                                          192.0.2.6
                        described by      /srv/tftp/192.0.2.5.nbd
                                          /srv/tftp/192.0.2.6.nbd
                        appliance         1, in use, process 41234, 512 MiB
                        files open        1
                        requests waiting  0
                        read from disk    41943040 bytes (40.0 MiB)
                        spool             8388608 bytes (8.0 MiB)
                        last error        -
                        notes             the journal of partition 2 was replayed into the overlay
                        """);
    }

    @Test
    void whatADiskHasNotIsADash() {
        assertThat(DiskPage.of(Given.brokenDisk())).isEqualTo("""
                        disk              192.0.2.9:10809/lab8
                        url               nbd://192.0.2.9:10809/lab8
                        state             broken
                        generation        -
                        mounts            -
                        clients           192.0.2.8
                        described by      /srv/tftp/192.0.2.8.nbd
                        appliance         -
                        files open        0
                        requests waiting  2
                        read from disk    0 bytes
                        spool             0 bytes
                        last error        nbd://192.0.2.9:10809/lab8: Connection refused
                        notes             -
                        """);
    }

    @Test
    void anApplianceIsALine() {
        assertThat(AppliancesPage.of(List.of(Given.applianceInUse(), Given.applianceLaunching()), Table.UNBOUNDED))
                .isEqualTo("""
                        id  state        pid   memory        age  disk
                        1   in use     41234  512 MiB  1 h 5 min  192.0.2.9:10809/lab7
                        2   launching      -        -     900 ms  -
                        """);
    }

    @Test
    void noAppliancesIsASentence() {
        assertThat(AppliancesPage.of(List.of(), 80))
                .isEqualTo("no appliances are running; the next disk to be attached starts one\n");
    }
}
