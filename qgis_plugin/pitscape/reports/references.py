"""Works that reports cite, and which of them a text cites: names and titles are the same in every language."""

import re

# By the first author and the year, as texts name them.
WORKS = {
    ("Aldwaik", 2012): "Aldwaik, S. Z. and Pontius, R. G. (2012). Intensity analysis to unify measurements of size and stationarity of land changes by interval, category, and transition. Landscape and Urban Planning 106, 103–114.",
    ("Anselin", 1996): "Anselin, L., Bera, A. K., Florax, R. and Yoon, M. J. (1996). Simple diagnostic tests for spatial dependence. Regional Science and Urban Economics 26, 77–104.",
    ("Belsley", 1980): "Belsley, D. A., Kuh, E. and Welsch, R. E. (1980). Regression Diagnostics: Identifying Influential Data and Sources of Collinearity. Wiley, New York.",
    ("Chang", 2024): "Chang, M., Meng, S., He, X., Chen, L., Zhao, L., Yang, H., Wang, R., Wang, X., Zhao, Y. and Zhao, P. (2024). A landscape index for indicating the spatio-temporal dynamics of carbon storage in an opencast coal mine. Frontiers in Earth Science 12, 1372795. doi 10.3389/feart.2024.1372795.",
    ("Cliff", 1981): "Cliff, A. D. and Ord, J. K. (1981). Spatial Processes: Models and Applications. Pion, London.",
    ("Dutilleul", 1993): "Dutilleul, P. (1993). Modifying the t test for assessing the correlation between two spatial processes. Biometrics 49, 305–314.",
    ("Fan", 2024): "Fan, D., Ke, H. and Cao, R. (2024). Modification and improvement of coupling coordination degree model. Statistics and Decision 40, 41–46.",
    ("Fleiss", 1969): "Fleiss, J. L., Cohen, J. and Everitt, B. S. (1969). Large sample standard errors of kappa and weighted kappa. Psychological Bulletin 72, 323–327.",
    ("Fox", 1992): "Fox, J. and Monette, G. (1992). Generalized collinearity diagnostics. Journal of the American Statistical Association 87, 178–183.",
    ("Gitelson", 1996): "Gitelson, A. A., Kaufman, Y. J. and Merzlyak, M. N. (1996). Use of a green channel in remote sensing of global vegetation from EOS-MODIS. Remote Sensing of Environment 58, 289–298.",
    ("Huete", 1988): "Huete, A. R. (1988). A soil-adjusted vegetation index (SAVI). Remote Sensing of Environment 25, 295–309.",
    ("Huete", 2002): "Huete, A., Didan, K., Miura, T., Rodriguez, E. P., Gao, X. and Ferreira, L. G. (2002). Overview of the radiometric and biophysical performance of the MODIS vegetation indices. Remote Sensing of Environment 83, 195–213.",
    ("Jordan", 1969): "Jordan, C. F. (1969). Derivation of leaf-area index from quality of light on the forest floor. Ecology 50, 663–666.",
    ("Journel", 1978): "Journel, A. G. and Huijbregts, C. J. (1978). Mining Geostatistics. Academic Press, London.",
    ("Koenker", 1981): "Koenker, R. (1981). A note on studentizing a test for heteroscedasticity. Journal of Econometrics 17, 107–112.",
    ("MacKinnon", 1985): "MacKinnon, J. G. and White, H. (1985). Some heteroskedasticity-consistent covariance matrix estimators with improved finite sample properties. Journal of Econometrics 29, 305–325.",
    ("McGarigal", 2012): "McGarigal, K., Cushman, S. A. and Ene, E. (2012). FRAGSTATS v4: Spatial Pattern Analysis Program for Categorical and Continuous Maps. University of Massachusetts, Amherst.",
    ("Myllymäki", 2017): "Myllymäki, M., Mrkvička, T., Grabarnik, P., Seijo, H. and Hahn, U. (2017). Global envelope tests for spatial processes. Journal of the Royal Statistical Society B 79, 381–404.",
    ("Nowosad", 2019): "Nowosad, J. and Stepinski, T. F. (2019). Information theory as a consistent framework for quantification and classification of landscape patterns. Landscape Ecology 34, 2091–2101.",
    ("Olofsson", 2014): "Olofsson, P., Foody, G. M., Herold, M., Stehman, S. V., Woodcock, C. E. and Wulder, M. A. (2014). Good practices for estimating area and assessing accuracy of land change. Remote Sensing of Environment 148, 42–57.",
    ("Pontius", 2004): "Pontius, R. G., Shusas, E. and McEachern, M. (2004). Detecting important categorical land changes while accounting for persistence. Agriculture, Ecosystems and Environment 101, 251–268.",
    ("Pontius", 2011): "Pontius, R. G. and Millones, M. (2011). Death to Kappa: birth of quantity disagreement and allocation disagreement for accuracy assessment. International Journal of Remote Sensing 32, 4407–4429.",
    ("Pontius", 2014): "Pontius, R. G. and Santacruz, A. (2014). Quantity, exchange, and shift components of difference in a square contingency table. International Journal of Remote Sensing 35, 7543–7554.",
    ("Puyravaud", 2003): "Puyravaud, J.-P. (2003). Standardizing the calculation of the annual rate of deforestation. Forest Ecology and Management 177, 593–596.",
    ("Richardson", 1977): "Richardson, A. J. and Wiegand, C. L. (1977). Distinguishing vegetation from soil background information. Photogrammetric Engineering and Remote Sensing 43, 1541–1552.",
    ("Roberts", 2017): "Roberts, D. R., Bahn, V., Ciuti, S., et al. (2017). Cross-validation strategies for data with temporal, spatial, hierarchical, or phylogenetic structure. Ecography 40, 913–929.",
    ("Rouse", 1974): "Rouse, J. W., Haas, R. H., Schell, J. A. and Deering, D. W. (1974). Monitoring vegetation systems in the Great Plains with ERTS. Third ERTS-1 Symposium, NASA SP-351, 309–317.",
    ("Shannon", 1948): "Shannon, C. E. (1948). A mathematical theory of communication. Bell System Technical Journal 27, 379–423 and 623–656.",
    ("Stehman", 2014): "Stehman, S. V. (2014). Estimating area and map accuracy for stratified random sampling when the strata are different from the map classes. International Journal of Remote Sensing 35, 4923–4939.",
    ("Toms", 2003): "Toms, J. D. and Lesperance, M. L. (2003). Piecewise regression: a tool for identifying ecological thresholds. Ecology 84, 2034–2041.",
    ("Wang", 2021): "Wang, S., Kong, W., Ren, L. and Zhi, D. (2021). Research on misuses and modification of coupling coordination degree model in China. Journal of Natural Resources 36, 793–810.",
}  # fmt: skip
INVEST = "Natural Capital Project. InVEST: Integrated Valuation of Ecosystem Services and Tradeoffs. Stanford University, with partners. naturalcapitalproject.stanford.edu/software/invest."
BETWEEN = 40  # letters from an author to the year: those of other authors


def cited(texts):
    """Works that texts name, by their authors."""
    text = "\n".join(texts)
    found = [work for (author, year), work in WORKS.items() if re.search(rf"\b{author}\b[^;:\n]{{0,{BETWEEN}}}\b{year}\b", text)]
    return sorted([*found, *([INVEST] if "InVEST" in text else [])])
