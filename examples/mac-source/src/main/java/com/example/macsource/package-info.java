/**
 * Two places where files come from, beside those RTFTP brings: a directory for each client's MAC address, and one for each Raspberry
 * Pi's serial number. {@link com.example.macsource.MacSource} is where to begin reading.
 */
package com.example.macsource;
