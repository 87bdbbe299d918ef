// SPDX-License-Identifier: MIT
// MyHTML's numbers of tags.
#pragma once

#include <myhtml/tag.h>

#include "tag.hpp"

namespace clean_html {

Tag tag_of(myhtml_tag_id_t id);

// Neither a text nor a comment nor a document type.
bool is_element(myhtml_tag_id_t id);

}  // namespace clean_html
