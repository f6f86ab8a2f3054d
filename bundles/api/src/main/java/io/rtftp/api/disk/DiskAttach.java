package io.rtftp.api.disk;

import java.time.Duration;

/**
 * An attempt to attach a disk that has come to its end.
 *
 * @param disk the disk's name
 * @param succeeded whether requests are answered from the new view now
 * @param elapsed since the attempt began
 * @param untilAppliance the part of it after which there was an appliance to attach the disk to; all of it where there never was one
 */
public record DiskAttach(String disk, boolean succeeded, Duration elapsed, Duration untilAppliance) {}
