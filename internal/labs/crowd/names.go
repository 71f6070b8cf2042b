package crowd

import "strings"

var (
	givens     = strings.Fields("Anna Peter Maria Thomas Julia Hans Laura Paul Sabine Jürgen Monika Stefan Andrea Michael Petra Wolfgang Claudia Klaus Birgit Frank Susanne Markus Nicole Martin Katharina Tobias Lena Felix Sophie Jonas Emma Lukas Hannah Maximilian Lea David Clara Simon Nina Florian Katrin Christian Silke Matthias Heike Uwe Karin Bernd Gabriele Dieter Ingrid Helmut Renate Gerhard Ursula Heinz Elke Rainer Anja Jens Tanja Sven Melanie Marco Sandra Daniel Stefanie Alexander Christina Sebastian Jana Philipp Vanessa Patrick Jessica Dennis Nadine Marcel Franziska Jan Johanna Niklas Charlotte Leon Amelie Elias Mia Noah Marie Fatima Mehmet Ayse Ali Olga Ivan Elena Piotr Agnieszka Marek Ewa Luca Giulia Carlos Carmen")
	families   = strings.Fields("Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer")
	beginnings = strings.Fields("Alten Bern Brand Bruck Dorn Eber Eich Erlen Falken Feld Gold Grün Haber Hasel Heiden Holz Kalten Kirch Klingen Korn Leim Linden Loh Mühl Nieder Ober Pfaffen Raben Reichen Rosen Rothen Sand Schön Sieben Stein Stolz Tannen Thal Unter Wald Weiden Wester Winter Wolken Zeller")
	endings    = strings.Fields("bach bauer beck berg brunn burg dorf eder egger feld gartner graf hammer haus hof huber inger kamp lechner mann mayer meister moser müller ner reiter rieder sberger schmied stein storfer thaler vogel weber wieser")
	streets    = []string{"Lindenstraße", "Hauptstraße", "Am Markt", "Schulstraße", "Gartenweg", "Bahnhofstraße", "Kirchgasse", "Bergstraße", "Waldweg", "Mühlenweg", "Rosenstraße", "Goethestraße", "Schillerplatz", "Amselweg", "Ringstraße"}
	cities     = []string{"Berlin", "Hamburg", "München", "Köln", "Stuttgart", "Leipzig", "Bremen", "Bonn", "Kassel", "Ulm"}
	hosts      = []string{"gmx.de", "web.de", "gmail.com", "t-online.de", "posteo.de", "outlook.com", "yahoo.de", "icloud.com", "freenet.de"}
)
