// SPDX-License-Identifier: MIT
// Metadata from the parts of a path.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <quern/document.hpp>

namespace re2 {
class RE2;
}

namespace read_files {

// A pattern such as {site}/{year}-{slug}.html, matched with as many folders at the end of a path as it has
// itself. A name in braces takes as few letters as it can, at least one, and no slash; {_} takes them for
// nothing.
class PathFields {
public:
    // Throws an Error that says what is wrong with the pattern.
    explicit PathFields(std::string_view pattern);
    ~PathFields();

    // Sets what the path says; nothing where it does not match. Endings of compressed files are left aside.
    void fill(std::string_view path, quern::Metadata& metadata) const;

private:
    void add_name(std::string_view name);

    std::vector<std::string> names_;
    std::unique_ptr<re2::RE2> expression_;
};

}  // namespace read_files
