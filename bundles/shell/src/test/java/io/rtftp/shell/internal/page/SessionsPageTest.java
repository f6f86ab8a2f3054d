package io.rtftp.shell.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtftp.api.transfer.TransferView;
import io.rtftp.shell.internal.Given;
import io.rtftp.shell.internal.text.Table;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class SessionsPageTest {

    private static final List<TransferView> THREE =
            List.of(Given.sending(), Given.resolving(), Given.notFound(3, "192.0.2.77"));

    @Test
    void aTransferIsALine() {
        assertThat(SessionsPage.of(THREE, Table.UNBOUNDED, Given.NOW)).isEqualTo("""
                        id  client              file                  origin                   state         sent   %       rate  blksize  window  resent         age
                        17  192.0.2.5:2070      boot/vmlinuz          disk lab7:/boot/vmlinuz  sending    4.0 MiB  50  3.2 MiB/s     1468      16       3       1.3 s
                        18  [2001:db8::5]:2071  grub/grub.cfg         -                        resolving      0 B   -          -        -       -       0       40 ms
                        3   192.0.2.77:2072     pxelinux.cfg/default  -                        not found      0 B   -          -      512       1       0  3 min 12 s
                        """);
    }

    @Test
    void onATerminalTheTableFits() {
        assertThat(SessionsPage.of(THREE, 120, Given.NOW)).isEqualTo("""
                        id  client              file         origin       state         sent   %       rate  blksize  window  resent         age
                        17  192.0.2.5:2070      …ot/vmlinuz  disk lab7:…  sending    4.0 MiB  50  3.2 MiB/s     1468      16       3       1.3 s
                        18  [2001:db8::5]:2071  …b/grub.cfg  -            resolving      0 B   -          -        -       -       0       40 ms
                        3   192.0.2.77:2072     …fg/default  -            not found      0 B   -          -      512       1       0  3 min 12 s
                        """);
        assertThat(SessionsPage.of(THREE, 100, Given.NOW)).isEqualTo("""
                        id  client              file        origin      state         sent   %       rate  resent         age
                        17  192.0.2.5:2070      …t/vmlinuz  disk lab7…  sending    4.0 MiB  50  3.2 MiB/s       3       1.3 s
                        18  [2001:db8::5]:2071  …/grub.cfg  -           resolving      0 B   -          -       0       40 ms
                        3   192.0.2.77:2072     …g/default  -           not found      0 B   -          -       0  3 min 12 s
                        """);
    }

    @Test
    void everythingOfOneTransfer() {
        assertThat(SessionPage.of(Given.sending(), Given.NOW)).isEqualTo("""
                        transfer        17
                        client          192.0.2.5:2070
                        server          192.0.2.1:40123
                        file            boot/vmlinuz
                        origin          disk lab7:/boot/vmlinuz
                        state           sending
                        reason          -
                        mode            octet
                        options asked   tsize=0 blksize=1468 windowsize=16
                        options agreed  tsize=8388608 blksize=1468 windowsize=16
                        block size      1468 bytes
                        window          16 blocks
                        size            8388608 bytes (8.0 MiB)
                        sent            4194304 bytes (4.0 MiB), 50 %
                        rate            3.2 MiB/s
                        resent          3 blocks
                        timeouts        1
                        first answer    1.2 ms
                        round trip      0.3 ms
                        started         2026-03-01T11:59:59Z, 1.3 s ago
                        running for     1.3 s
                        """);
    }

    @Test
    void whatIsNotKnownIsADash() {
        assertThat(SessionPage.of(Given.notFound(3, "192.0.2.77"), Given.NOW)).isEqualTo("""
                        transfer        3
                        client          192.0.2.77:2072
                        server          192.0.2.1:40125
                        file            pxelinux.cfg/default
                        origin          -
                        state           not found
                        reason          no place has it
                        mode            octet
                        options asked   -
                        options agreed  -
                        block size      512 bytes
                        window          1 block
                        size            -
                        sent            0 bytes
                        rate            -
                        resent          0 blocks
                        timeouts        0
                        first answer    2.0 ms
                        round trip      -
                        started         2026-03-01T11:56:48Z, 3 min 12 s ago
                        took            2.0 ms
                        """);
    }

    @Test
    void termsThatAreNotAgreedYetAreADash() {
        assertThat(SessionPage.of(Given.resolving(), Given.NOW))
                .contains("block size      -\nwindow          -\n", "rate            -\n", "running for     40 ms\n");
    }
}
