// SPDX-License-Identifier: MIT
// Names of the user's own lists, found by tag.gazetteer: they stand as they are, whatever rules and models
// say.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <quern/layer.hpp>

#include "mention.hpp"
#include "words.hpp"

namespace tag_entities {

constexpr quern::Column user_name_columns[] = {
    {"label", quern::Type::string, "The label of the name in its list."},
    {"name", quern::Type::string, "The name as it is listed."},
    {"key", quern::Type::string, "The key of the name in its list."},
};
constexpr quern::LayerSchema user_names_layer{"names", "Names found from the user's lists.",
                                              user_name_columns};

// The memory is used again for the next document.
class UserNames {
public:
    // The mentions, with the listed names in place of those that overlap them. A mention with the same label
    // that holds a listed name and more stays: "Zoltan Bartok" where Bartok is listed. Rows without a label
    // that is wanted, and rows that lie in an earlier one, do not count. Valid until the next call.
    const std::vector<Mention>& put_over(const std::vector<Mention>& mentions, const DocumentWords& document,
                                         const quern::Layer& rows, const std::vector<std::string>& labels);

private:
    void read(const DocumentWords& document, const quern::Layer& rows,
              const std::vector<std::string>& labels);
    const KnownName& listed(Label label, std::string_view name, std::string_view key,
                            const KnownName* built_in);

    std::vector<Mention> listed_, all_;
    std::deque<KnownName> names_;
    std::map<std::string, const KnownName*, std::less<>> by_key_;  // label and key, or name where none
};

}  // namespace tag_entities
