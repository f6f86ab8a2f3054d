/** The bundle's one component: the resolvers it is given and the chain it gives. The only package that knows OSGi. */
@NullMarked
package io.rtftp.chain.internal.component;

import org.jspecify.annotations.NullMarked;
