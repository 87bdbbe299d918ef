// SPDX-License-Identifier: MIT
#include <quern/plugin.hpp>

#include "flat/clean_flat.hpp"
#include "html/clean_html.hpp"

QUERN_PLUGIN(quern::stage<clean_flat::CleanFlat>("clean.flat"),
             quern::stage<clean_html::CleanHtml>("clean.html"));
