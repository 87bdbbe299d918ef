// SPDX-License-Identifier: MIT
// A worker that does nothing: what it takes is what the protocol costs.
#include <iostream>
#include <string>

int main() {
    std::ios::sync_with_stdio(false);
    std::string line;
    std::getline(std::cin, line);
    std::cout << "{\"quern\":1}\n" << std::flush;
    while (std::getline(std::cin, line)) {
        // {"id":"…": the id stands first, and holds no escapes here.
        const auto end = line.find('"', 7);
        std::cout << line.substr(0, end + 1) << "}\n" << std::flush;
    }
}
