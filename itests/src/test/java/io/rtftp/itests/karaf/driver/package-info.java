/**
 * A JUnit 5 driver for Pax Exam, which has none: {@link io.rtftp.itests.karaf.driver.KarafExtension} starts a Karaf for all tests of one
 * ground and sends {@link io.rtftp.itests.karaf.driver.InContainer} methods into it, where
 * {@link io.rtftp.itests.karaf.driver.ProbeActivator} runs them. Knows nothing of TFTP.
 */
@NullMarked
package io.rtftp.itests.karaf.driver;

import org.jspecify.annotations.NullMarked;
