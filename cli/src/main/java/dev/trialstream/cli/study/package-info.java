/** Studies and trials from the command line, only through topics: publish, list, show, command. */
@NullMarked
package dev.trialstream.cli.study;

import org.jspecify.annotations.NullMarked;
