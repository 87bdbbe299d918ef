// SPDX-License-Identifier: MIT
// What a page says of itself for search engines: schema.org's article in JSON-LD.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace clean_html {

struct LinkedData {
    std::string headline, published, site, language, url;
    std::string body;  // what the page calls its article; now and then another's, or broken off
    std::vector<std::string> authors;
};

// Reads scripts of the type application/ld+json. What is no JSON, or tells of no article, is left aside.
// Keeps a parser's memory; not for use by two threads at once.
class LinkedDataReader {
public:
    LinkedDataReader();
    ~LinkedDataReader();
    // Fills in what `data` does not have yet.
    void read(std::string_view script, LinkedData& data);

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
};

}  // namespace clean_html
