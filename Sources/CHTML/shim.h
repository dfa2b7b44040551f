#pragma once
// Debian's libxml2 shows ICU's types in its headers, which clash with the ICU inside Foundation. Only the last
// fields of a structure that is never touched here depend on them.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
